import assert from "node:assert/strict";
import { RetortError } from "../../util/errors.ts";
import { ChunkBound, fragmentOf } from "./key_bound.ts";

function bound(end: "after" | "upto", first: boolean): ChunkBound {
  return new ChunkBound({
    end,
    first,
    values: [1, "a"],
    write: (enclosed) => ({
      parts: [enclosed ? "" : "(", ", CAST(", enclosed ? " AS t)" : " AS t))"],
      values: [1, "a"],
    }),
  });
}

function sql(parts: TemplateStringsArray, ...values: Parameters<typeof fragmentOf>[1]) {
  const fragment = fragmentOf(parts, values);
  return [fragment.parts.join("?"), fragment.values];
}

Deno.test("fragmentOf() writes a bound with its casts, and takes the first key in", () => {
  for (const [first, more] of [[false, ""], [true, "="]] as const) {
    const [after, upto] = [bound("after", first), bound("upto", first)];
    assert.deepEqual(
      sql`UPDATE t SET n = ${5} WHERE (k, l) > (${after}) AND (k, l) <= ${upto}`,
      [`UPDATE t SET n = ? WHERE (k, l) >${more} (?, CAST(? AS t)) AND (k, l) <= (?, CAST(? AS t))`, [
        5,
        1,
        "a",
        1,
        "a",
      ]],
    );
    assert.deepEqual(
      sql`DELETE FROM t WHERE ${after} < (k, l) AND ${upto} >= (k, l)`,
      [`DELETE FROM t WHERE (?, CAST(? AS t)) <${more} (k, l) AND (?, CAST(? AS t)) >= (k, l)`, [
        1,
        "a",
        1,
        "a",
      ]],
    );
  }
});

Deno.test("fragmentOf() refuses a bound that is compared otherwise, in every chunk", () => {
  for (const first of [false, true]) {
    const [after, upto] = [bound("after", first), bound("upto", first)];
    assert.throws(() => sql`id >= ${after}`, /`after` does not stand behind `>`/);
    assert.throws(() => sql`id -> ${after}`, /`after` does not stand behind `>`/);
    assert.throws(() => sql`id = ${after}`, /`after` does not stand behind `>`/);
    assert.throws(() => sql`id < ${upto}`, /`upto` does not stand behind `<=`/);
    assert.throws(() => `${after}`, /`after` is no text/);
  }
});

Deno.test("fragmentOf() refuses what is no value, with the way out", () => {
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [undefined, /given undefined.*null/],
    [NaN, /given NaN/],
    [new Date(0), /given a Date.*toISOString/],
    [[1], /given a list.*one by one/],
    [{ a: 1 }, /given an object.*JSON.stringify/],
    [{ parts: ["1"], values: [] }, /given op.sql.*in one/],
    [() => 1, /given a function/],
  ];
  const odd = (value: unknown) => Reflect.apply(fragmentOf, undefined, [["a ", ""], [value]]);
  const said = (error: unknown) => error instanceof RetortError ? `${error.message}. ${error.hint}` : "";
  for (const [value, what] of cases) {
    assert.throws(() => odd(value), (error) => what.test(said(error)), String(value));
  }
  assert.throws(() => Reflect.apply(fragmentOf, undefined, ["SELECT 1", []]), /called as a function/);
  assert.deepEqual(sql`${1} ${2n} ${"x"} ${true} ${null} ${Infinity}`[1], [1, 2n, "x", true, null, Infinity]);
});
