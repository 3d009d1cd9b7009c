import assert from "node:assert/strict";
import { Reporter, type ReporterOptions } from "./reporter.ts";
import { PLAIN } from "./style.ts";

function open(options: Partial<ReporterOptions> = {}) {
  const printed = { stdout: "", stderr: "" };
  const reporter = new Reporter({
    stdout: { write: (pieces) => void (printed.stdout += [...pieces].join("")) },
    stderr: { write: (pieces) => void (printed.stderr += [...pieces].join("")) },
    format: "text",
    command: "heads",
    quiet: false,
    verbose: false,
    logFormat: "text",
    resultStyle: PLAIN,
    style: PLAIN,
    interactive: false,
    readLine: () => Promise.resolve(""),
    secrets: new Set(["hunter2"]),
    now: () => new Date("2026-11-21T09:12:44Z"),
    ...options,
  });
  return { reporter, printed };
}

Deno.test("Reporter prints the result's lines on standard output and all else on standard error", () => {
  const { reporter, printed } = open();
  reporter.info("Running");
  reporter.report({ heads: [] }, () => ["one", "two"]);
  reporter.warn("look");
  reporter.detail("hidden");
  assert.deepEqual(printed, { stdout: "one\ntwo\n", stderr: "Running\nwarning: look\n" });
});

Deno.test("Reporter takes only a yes for a yes", async () => {
  for (
    const [line, answer] of [["y\n", true], [" YES\r\n", true], ["", false], ["\n", false], [
      "yep\n",
      false,
    ]] as const
  ) {
    const { reporter, printed } = open({ interactive: true, readLine: () => Promise.resolve(line) });
    assert.equal(await reporter.confirm("Really, hunter2?"), answer, line);
    assert.deepEqual(printed, { stdout: "", stderr: "Really, ***? [y/N] " });
  }
});

Deno.test("Reporter prints one object under --json", () => {
  const { reporter, printed } = open({ format: "json" });
  reporter.report({ heads: ["a"] }, () => assert.fail());
  reporter.error(["FAILED: late"], { code: "usage" });
  assert.deepEqual(JSON.parse(printed.stdout), { schema: "retort/v1", command: "heads", heads: ["a"] });
  assert.equal(printed.stderr, "FAILED: late\n");
});

Deno.test("Reporter prints an error as the object under --json when there was no result", () => {
  const { reporter, printed } = open({ format: "json" });
  reporter.error(["FAILED: bad"], { code: "usage", message: "bad" });
  assert.deepEqual(JSON.parse(printed.stdout).error, { code: "usage", message: "bad" });
  assert.equal(printed.stderr, "FAILED: bad\n");
});

Deno.test("Reporter prints an object a line as events", () => {
  const { reporter, printed } = open({ format: "ndjson" });
  reporter.event({ type: "step-started", revision: "a" });
  reporter.report({ heads: ["a"] }, () => assert.fail());
  const lines = printed.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ type, schema }) => [type, schema]), [
    ["step-started", "retort/v1"],
    ["result", "retort/v1"],
  ]);
});

Deno.test("Reporter drops events in every other form", () => {
  const { reporter, printed } = open();
  reporter.event({ type: "step-started" });
  assert.equal(printed.stdout, "");
});

Deno.test("Reporter hides secrets in everything but scripts", () => {
  const { reporter, printed } = open({ verbose: true });
  reporter.report({}, () => ["at postgres://app:other@db", "hunter2"]);
  reporter.info("hunter2");
  reporter.warn("hunter2");
  reporter.detail("hunter2");
  reporter.error(["hunter2"], {});
  assert.doesNotMatch(printed.stdout + printed.stderr, /hunter2|other/);
  const script = open();
  script.reporter.write(["CREATE ROLE app PASSWORD 'x'", ";\n"]);
  assert.equal(script.printed.stdout, "CREATE ROLE app PASSWORD 'x';\n");
});

Deno.test("Reporter keeps warnings, errors and what --log-sql asked for under --quiet", () => {
  const { reporter, printed } = open({ quiet: true });
  reporter.info("Running");
  reporter.trace("SQL: SELECT 1");
  reporter.warn("look");
  reporter.error(["FAILED: bad"], {});
  assert.equal(printed.stderr, "SQL: SELECT 1\nwarning: look\nFAILED: bad\n");
});

Deno.test("Reporter writes standard error as JSON under --log-format json", () => {
  const { reporter, printed } = open({ logFormat: "json" });
  reporter.info("Running");
  reporter.error(["FAILED: bad", "hint: x"], { code: "usage" });
  const lines = printed.stderr.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines, [
    { time: "2026-11-21T09:12:44.000Z", level: "info", message: "Running" },
    { time: "2026-11-21T09:12:44.000Z", level: "error", message: "FAILED: bad", error: { code: "usage" } },
  ]);
});

Deno.test("Reporter prints ten thousand lines in a few writes", () => {
  let writes = 0;
  const { reporter } = open({
    stdout: {
      write(pieces) {
        for (const _ of pieces) writes += 1;
      },
    },
  });
  reporter.report({}, () => Array.from({ length: 10_000 }, (_, index) => `line ${index}`));
  assert.ok(writes < 10, `${writes} writes`);
});

Deno.test("Reporter writes time and level under --log-format timed", () => {
  const { reporter, printed } = open({ logFormat: "timed" });
  reporter.info("Running");
  reporter.warn("look");
  assert.equal(
    printed.stderr,
    "2026-11-21T09:12:44.000Z info    Running\n2026-11-21T09:12:44.000Z warning look\n",
  );
});

Deno.test("Reporter keeps the status line under all others, and takes it away for the result", () => {
  const { reporter, printed } = open({ live: true });
  reporter.status("1 of 2, hunter2");
  reporter.status("1 of 2, hunter2");
  reporter.info("Running");
  reporter.report({}, () => ["done"]);
  const erase = "\r\x1b[K";
  assert.equal(printed.stderr, `${erase}1 of 2, ***${erase}Running\n1 of 2, ***${erase}`);
});

Deno.test("Reporter shows no status where it cannot be written over, or nobody wants it", () => {
  for (
    const options of [
      { live: false },
      { live: true, quiet: true },
      { live: true, logFormat: "json" } as const,
    ]
  ) {
    const { reporter, printed } = open(options);
    reporter.status("1 of 2");
    assert.equal(printed.stderr, "");
  }
});
