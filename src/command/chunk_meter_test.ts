import assert from "node:assert/strict";
import { ChunkMeter } from "./chunk_meter.ts";

const walk = { table: "users", chunks: 0, rows: 0, estimate: 1_000_000 };

Deno.test("ChunkMeter.line() tells how far a walk is, how fast, and how long the rest may take", () => {
  const meter = new ChunkMeter(walk, 1_000);
  assert.equal(meter.line(1_500), undefined, "a short walk needs none");
  meter.advance({ ...walk, chunks: 50, rows: 250_000 });
  assert.equal(
    meter.line(6_000),
    "[######------------------] 250,000 of about 1,000,000 rows of users, 50,000 rows/s, about 15 s left",
  );
  meter.advance({ ...walk, chunks: 300, rows: 1_500_000 });
  assert.equal(meter.line(31_000), "[########################] 1,500,000 rows of users, 50,000 rows/s");
});

Deno.test("ChunkMeter.line() counts the rate from where this run began, and tells none that it cannot know", () => {
  const meter = new ChunkMeter({ table: "t", chunks: 9, rows: 900, estimate: undefined }, 0);
  meter.advance({ table: "t", chunks: 10, rows: 1_000, estimate: undefined });
  assert.equal(meter.line(2_000), "1,000 rows of t, 50 rows/s");
  assert.equal(meter.end(2_000), "1,000 rows of t in 10 chunks, 9 of them in an earlier run, 2 s, 50 rows/s");
});

Deno.test("ChunkMeter.news() comes every ten seconds", () => {
  const meter = new ChunkMeter(walk, 0);
  meter.advance({ ...walk, rows: 100_000 });
  assert.equal(meter.news(9_000), undefined);
  assert.match(
    meter.news(10_000) ?? "",
    /^100,000 of about 1,000,000 rows of users, 10,000 rows\/s, about 1 min 30 s left$/,
  );
  assert.equal(meter.news(15_000), undefined);
  assert.notEqual(meter.news(20_000), undefined);
});
