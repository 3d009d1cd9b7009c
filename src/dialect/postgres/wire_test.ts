import assert from "node:assert/strict";
import { Socket } from "node:net";
import { Wire } from "./wire.ts";

function message(kind: string, body: string): Uint8Array {
  const bytes = new Uint8Array([
    ...new TextEncoder().encode(kind),
    0,
    0,
    0,
    0,
    ...new TextEncoder().encode(body),
  ]);
  new DataView(bytes.buffer).setUint32(1, 4 + body.length);
  return bytes;
}

/** What a server says to BEGIN, an INSERT, an empty answer, a failure, and to a statement that fails behind it. */
const ANSWER = [
  message("C", "BEGIN\0"),
  message("D", "a row with Z\0\0\0\x05I in it and C\0\0"),
  message("C", "INSERT 0 1\0"),
  message("n", ""),
  message("E", "SERROR\0C42601\0\0"),
  message("Z", "E"),
  message("C", "SELECT 1\0"),
  message("E", "SERROR\0C25P02\0\0"),
  message("Z", "E"),
].flatMap((bytes) => [...bytes]);

Deno.test("Wire reads messages however they are cut", () => {
  for (let size = 1; size <= ANSWER.length; size++) {
    const socket = new Socket();
    const wire = new Wire(socket);
    for (let at = 0; at < ANSWER.length; at += size) {
      socket.emit("data", new Uint8Array(ANSWER.slice(at, at + size)));
    }
    assert.deepEqual([wire.inTransaction, wire.completed], [true, 2], `in pieces of ${size}`);
    wire.listen();
    assert.equal(wire.completed, 0);
    socket.emit("data", message("C", "ROLLBACK\0"));
    assert.equal(wire.completed, 1);
    socket.emit("data", message("Z", "I"));
    assert.deepEqual([wire.inTransaction, wire.completed], [false, 0]);
    socket.destroy();
  }
});
