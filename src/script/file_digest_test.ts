import assert from "node:assert/strict";
import { fileDigest } from "./file_digest.ts";

Deno.test("fileDigest() stays as it is: ledgers hold it", () => {
  assert.equal(fileDigest(""), "18ba44227d1c5883");
  assert.equal(fileDigest("SELECT 1;\n"), "d0da2217df1f189b");
});

Deno.test("fileDigest() tells apart what differs in one character, or in the order of two", () => {
  const text = "-- add users\n-- revision: 8f3a\n\n-- migrate:up\nCREATE TABLE users (id integer);\n";
  const texts = new Set([text]);
  for (let at = 0; at < text.length; at++) {
    texts.add(`${text.slice(0, at)}\u0001${text.slice(at + 1)}`);
    texts.add(`${text.slice(0, at)}${text.slice(at + 1, at + 2)}${text.charAt(at)}${text.slice(at + 2)}`);
    texts.add(text.slice(0, at));
  }
  assert.ok(texts.size > 2 * text.length);
  assert.equal(new Set([...texts].map(fileDigest)).size, texts.size);
});

Deno.test("fileDigest() gives 100,000 texts that differ by a number 100,000 digests", () => {
  const seen = new Set<string>();
  for (let number = 0; number < 100_000; number++) {
    seen.add(fileDigest(`CREATE TABLE t${number} (id integer);`));
  }
  assert.equal(seen.size, 100_000);
});
