import assert from "node:assert/strict";
import { md5 } from "./md5.ts";

Deno.test("md5() agrees with the examples of RFC 1321", () => {
  assert.equal(md5(""), "d41d8cd98f00b204e9800998ecf8427e");
  assert.equal(md5("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
  assert.equal(md5("1234567890".repeat(8)), "57edf4a22be3c955ac49da2e2107b67a");
});

Deno.test("md5() takes texts of every length around a block, and more than ASCII", () => {
  assert.equal(md5("a".repeat(55)), "ef1772b6dff9a122358552954ad0df65");
  assert.equal(md5("a".repeat(56)), "3b0c8ac703f828b04c6c197006d17218");
  assert.equal(md5("a".repeat(64)), "014842d480b571495a4a0363793f7367");
  assert.equal(md5("é"), "66ddcd97cfdeabb2f6fb8a999b4bc76f");
});
