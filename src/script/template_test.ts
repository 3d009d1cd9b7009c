import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanMessage, parseHeader } from "./header.ts";
import type { Header } from "./script.ts";
import { type NewScript, renderScript } from "./template.ts";

const header: Header = {
  id: "a1",
  downRevisions: ["b2"],
  dependsOn: [],
  branchLabels: [],
  message: "add users",
  replaces: [],
  created: "2026-11-21T09:12:44Z",
};

function render(template: string, script: Partial<NewScript> = {}): string {
  return renderScript({ header, language: "sql", ...script }, { text: template, path: "m/_template.sql" });
}

Deno.test("renderScript() writes an SQL file", () => {
  assert.equal(
    renderScript({
      header,
      language: "sql",
      upgrades: "CREATE TABLE t (a int);\n",
      downgrades: "DROP TABLE t;",
    }),
    `-- add users
-- revision: a1
-- down_revision: b2
-- created: 2026-11-21T09:12:44Z

-- migrate:up
CREATE TABLE t (a int);

-- migrate:down
DROP TABLE t;
`,
  );
});

Deno.test("renderScript() leaves room where there is nothing to say", () => {
  const text = renderScript({ header, language: "sql" });
  assert.ok(text.endsWith("\n-- migrate:up\n\n-- migrate:down\n"), text);
});

Deno.test("renderScript() writes a TypeScript file", () => {
  assert.equal(
    renderScript({
      header,
      language: "typescript",
      upgrades: "await a();\nawait b();",
      types: "../retort.d.ts",
    }),
    `// add users
// revision: a1
// down_revision: b2
// created: 2026-11-21T09:12:44Z
import type { Operations } from "../retort.d.ts";

export async function upgrade(op: Operations): Promise<void> {
  await a();
  await b();
}

export async function downgrade(op: Operations): Promise<void> {
}
`,
  );
});

Deno.test("renderScript() says why there is nothing to undo", () => {
  const text = renderScript({ header, language: "sql", nothingToUndo: 'a "merge"\n$& of two' });
  assert.ok(text.endsWith('\n-- migrate:down none "a merge $& of two"\n'), text);
});

Deno.test("renderScript() fills the directory's own template", () => {
  const template = "-- {message}\r\n-- revision: {revision}\r\n-- down_revision: {down_revision}\r\n" +
    "-- branch_labels: {branch_labels}\n-- by us\n-- migrate:up\nSET x = '{y}';\n{upgrades}\n-- migrate:down\n";
  assert.equal(
    render(template, { header: { ...header, message: "one\ntwo" }, upgrades: "SELECT 1;" }),
    "-- one\n-- two\n-- revision: a1\n-- down_revision: b2\n-- by us\n-- migrate:up\nSET x = '{y}';\nSELECT 1;\n" +
      "-- migrate:down\n",
  );
});

Deno.test("renderScript() refuses a template that loses what must be said", () => {
  const plain = "-- revision: {revision}\n-- down_revision: {down_revision}\n-- migrate:up\n";
  assert.ok(render(plain).includes("-- revision: a1"));
  const labelled = { header: { ...header, branchLabels: ["core"] } };
  assert.throws(() => render(plain, labelled), /m\/_template\.sql has no place for branch_labels/);
  assert.match(render(`-- branch_labels: {branch_labels}\n${plain}`, labelled), /branch_labels: core/);
  assert.throws(() => render("-- revision: {revision}\n-- migrate:up\n"), /no place for down_revision/);
  assert.throws(() => render("-- migrate:up\n"), /no revision id \(m\/_template\.sql\)/);
  assert.throws(() => render(`-- {mesage}\n${plain}`), { message: /'\{mesage\}'/, hint: /'message'/ });
});

Deno.test("renderScript() keeps any message", () => {
  const languages = fc.constantFrom("sql" as const, "typescript" as const);
  fc.assert(fc.property(fc.string({ unit: "binary" }), languages, (message, language) => {
    const text = renderScript({ header: { ...header, message }, language });
    assert.equal(
      parseHeader(text, language === "sql" ? "a.sql" : "a.ts").header.message,
      cleanMessage(message),
    );
  }));
  const spelt = { ...header, message: "phase: {revision}\n\\revision: x" };
  assert.equal(
    parseHeader(render("{header}\n-- migrate:up", { header: spelt }), "a.sql").header.message,
    spelt.message,
  );
});
