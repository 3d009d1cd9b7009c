import assert from "node:assert/strict";
import { resolveConfig } from "./parse.ts";
import { resolveSecret, resolveUrl } from "./reference.ts";

Deno.test("resolveSecret() gives back what is no reference", async () => {
  for (const text of ["postgres://u:p@h/db", "sqlite:env:x", "", " x "]) {
    assert.equal(await resolveSecret(text), text);
  }
});

Deno.test("resolveSecret() reads variables, files and commands, without the line break at their end", async () => {
  const file = await Deno.makeTempFile();
  const name = "RETORT_TEST_SECRET";
  try {
    await Deno.writeTextFile(file, "\uFEFFpostgres://a b\r\n\n");
    assert.equal(await resolveSecret(`file:${file}`), "postgres://a b");
    assert.equal(await resolveSecret(`cmd:printf '%s\\n' "$((40 + 2))" | cat`), "42");
    Deno.env.set(name, `file:${file}`);
    assert.equal(await resolveSecret(`env:${name}`), "postgres://a b");
    Deno.env.set(name, `env:${name}`);
    await assert.rejects(resolveSecret(`env:${name}`), { message: /without an end/, code: "config-invalid" });
  } finally {
    Deno.env.delete(name);
    await Deno.remove(file);
  }
});

Deno.test("resolveSecret() runs the command each time", async () => {
  const first = await resolveSecret("cmd:date +%N; echo $$");
  assert.notEqual(await resolveSecret("cmd:date +%N; echo $$"), first);
});

Deno.test("resolveSecret() says what failed, with secrets hidden", async () => {
  const noted = "cmd:echo 'cannot reach postgres://u:hunter2@h/db PGPASSWORD=hunter2' >&2; exit 3";
  await assert.rejects(resolveSecret(noted), {
    message: "The command of cmd: ended with exit code 3",
    hint: "It said: cannot reach postgres://u:***@h/db PGPASSWORD=***",
  });
  await assert.rejects(resolveSecret("cmd:true"), { message: "The command of cmd: gave nothing" });
  await assert.rejects(resolveSecret("env:RETORT_TEST_UNSET"), { message: /RETORT_TEST_UNSET.* is not set/ });
  await assert.rejects(resolveSecret("file:/nowhere/at/all"), {
    code: "file-unreadable",
    message: /\/nowhere/,
  });
});

Deno.test("resolveUrl() prefers directUrl, and asks the configuration's function", async () => {
  const { config } = resolveConfig({ flags: { url: "sqlite:a", tag: "t", x: ["k=v"] } });
  assert.equal(await resolveUrl(config), "sqlite:a");
  assert.equal(await resolveUrl({ ...config, directUrl: "cmd:echo sqlite:b" }), "sqlite:b");
  const { config: empty } = resolveConfig({ flags: { tag: "t", x: ["k=v"] } });
  assert.equal(await resolveUrl(empty), undefined);
  const urlFunction = (request: unknown) => Promise.resolve(JSON.stringify(request));
  assert.equal(await resolveUrl({ ...empty, urlFunction }), `{"x":{"k":"v"},"tag":"t"}`);
  assert.equal(await resolveUrl({ ...empty, urlFunction: () => "env:HOME" }), Deno.env.get("HOME"));
});
