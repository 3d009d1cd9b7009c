import assert from "node:assert/strict";
import type { LedgerRow } from "../dialect/dialect.ts";
import { RevisionGraph } from "../revision/graph.ts";
import { fileDigest } from "../script/file_digest.ts";
import { parseHeader } from "../script/header.ts";
import type { Script, ScriptLanguage } from "../script/script.ts";
import { changedScripts } from "./status.ts";

function script(text: string, language: ScriptLanguage): Script {
  const path = language === "sql" ? "a.sql" : "a.ts";
  const { header, bodyStart } = parseHeader(text, path);
  return { ...header, path, language, text, bodyStart };
}

function row(digest: string): LedgerRow {
  return {
    revision: "a1",
    message: "",
    down_revisions: "",
    depends_on: "",
    branch_labels: "",
    path: "a.sql",
    script: null,
    checksum: "recorded",
    checksum_version: 1,
    file_digest: digest,
    origin: "run",
    state: "applied",
    statements_done: 1,
    journal: null,
    applied_at: "2026-11-21T09:12:44.000Z",
    applied_by: "u",
    duration_ms: 1,
    retort_version: "0.1.0",
    layout: 1,
  };
}

function changed(file: Script, digest: string, checksum: () => string): string[] {
  const snapshot = {
    exists: true,
    rows: new Map([["a1", row(digest)]]),
    applied: new Set(["a1"]),
    halfDone: [],
  };
  return changedScripts(new RevisionGraph([file]), snapshot, checksum).map(({ id }) => id);
}

const SQL = "-- revision: a1\n-- migrate:up\nSELECT 1;\n";
const TYPESCRIPT = "// revision: a1\nexport function upgrade() {}\n";

Deno.test("changedScripts() works out no checksum of a file that is the same to the letter", () => {
  const never = () => assert.fail("a checksum was asked for");
  assert.deepEqual(changed(script(SQL, "sql"), fileDigest(SQL), never), []);
});

Deno.test("changedScripts() leaves it to the checksum whether another text is another script", () => {
  const before = fileDigest(SQL);
  assert.deepEqual(changed(script(`${SQL}\n`, "sql"), before, () => "recorded"), []);
  assert.deepEqual(changed(script(SQL.replace("SELECT 1", "SELECT 2"), "sql"), before, () => "another"), [
    "a1",
  ]);
});

Deno.test("changedScripts() always asks for the checksum of a TypeScript file, because of what it imports", () => {
  const file = script(TYPESCRIPT, "typescript");
  assert.deepEqual(changed(file, fileDigest(TYPESCRIPT), () => "another"), ["a1"]);
});
