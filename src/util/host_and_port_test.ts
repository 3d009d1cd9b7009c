import assert from "node:assert/strict";
import { hostAndPort } from "./host_and_port.ts";

Deno.test("hostAndPort() puts addresses with colons in brackets", () => {
  assert.equal(hostAndPort("db.example.org", 5432), "db.example.org:5432");
  assert.equal(hostAndPort("::1", 5432), "[::1]:5432");
});
