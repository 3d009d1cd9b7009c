import assert from "node:assert/strict";
import { decodeKey, describeKey, encodeKey } from "./key_value.ts";

Deno.test("decodeKey() gives back what encodeKey() was given, exactly", () => {
  const values = [
    0,
    -5,
    9223372036854775807n,
    1.5,
    -0.1,
    Infinity,
    "",
    "s:i:x",
    "ä\n'",
    new Uint8Array([0, 255]),
  ];
  const kept: unknown = JSON.parse(JSON.stringify(encodeKey(values)));
  assert.ok(Array.isArray(kept));
  assert.deepEqual(decodeKey(kept.map(String)), values);
});

Deno.test("describeKey() says a key as a person would", () => {
  assert.equal(describeKey(["acme", 42, new Uint8Array([1, 171])]), "acme, 42, 0x01AB");
});
