import assert from "node:assert/strict";
import { mysqlLexicon } from "../dialect/mysql/lexicon.ts";
import { postgresLexicon } from "../dialect/postgres/lexicon.ts";
import { sqliteLexicon } from "../dialect/sqlite/lexicon.ts";
import type { Lexicon } from "../sql/lexicon.ts";
import { RetortError } from "../util/errors.ts";
import { checksumOf } from "./checksum.ts";
import { hasHeader, languageOf, parseHeader, renderHeader } from "./header.ts";
import { parseSections, statementsOf } from "./parse.ts";
import type { Header, Script } from "./script.ts";

/** A million in the long form: `deno task fuzz`. */
const RUNS = Number(Deno.env.get("RETORT_FUZZ_RUNS") ?? 2000);

/** Another seed looks at other files; a failure names the one that shows it. */
const SEED = Number(Deno.env.get("RETORT_FUZZ_SEED") ?? 1);

interface Engine {
  readonly lexicon: Lexicon;
  readonly product: string;
  readonly names: readonly string[];
}

const ENGINES: readonly Engine[] = [
  { lexicon: sqliteLexicon, product: "sqlite", names: ["sqlite"] },
  { lexicon: postgresLexicon, product: "postgres", names: ["postgres"] },
  { lexicon: mysqlLexicon, product: "mariadb", names: ["mariadb", "mysql"] },
];

/** What a hand, an editor, a merge or a bad disk puts into a file. */
const FRAGMENTS: readonly string[] = [
  ..."'|\"|`|$$|$fn$|;|;;|/*|*/|/*!50003 |/*M!|--|-- |#|//|\\|(|)|[|]|{|}|,|:|@|=|E'|U&\"|\0|\r|\r\n|\n|\n\n|\t|\v|\u2028|\ufeff|\ud800|é|🐘|<<<<<<< HEAD\n|=======\n|>>>>>>> theirs\n"
    .split("|"),
  ...'\n-- migrate:up\n|\n-- migrate:down\n|\n-- migrate:verify\n|\n-- migrate:|\n-- migrate:up dialect:mysql transaction:false\n|\n-- migrate:down irreversible "why"\n|\n-- migrate:down none\n|\n-- migrate:chunks table:t key:id size:5 pause:1ms\n|\n-- migrate:chunks\n|\n-- +goose Up\n|\n-- Migrate: Up\n'
    .split("|"),
  ..."\n-- revision: a1\n|\n-- revision:\n|\n-- revison: x\n|\n-- down_revision: a, b,, c\n|\n-- depends_on: @-+\n|\n-- transaction: maybe\n|\n-- created: never\n|\n-- phase: expand\n|\n-- replaces: a\n|\n// revision: a1\n|-- \\revision: text\n"
    .split("|"),
  ..." BEGIN | END | END;\n| CASE | ATOMIC | CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW | DECLARE | COPY t FROM STDIN;\n|\\.\n|\nDELIMITER //\n|\nDELIMITER ;\n|\n\\connect x\n|\n.read x\n|\nGO\n| COMMIT; | UPDATE t SET a = 1;"
    .split("|"),
];

/** The same numbers from the same seed, on every machine. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) % below;
  };
}

type Below = (below: number) => number;

function pick<T>(items: readonly T[], below: Below): T {
  const item = items[below(items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from");
  return item;
}

interface File {
  readonly path: string;
  readonly text: string;
}

function mutated(file: File, others: readonly File[], below: Below): string {
  let text = file.text;
  for (let rounds = 1 + below(5); rounds > 0; rounds--) text = mutation(text, others, below);
  return text;
}

function mutation(text: string, others: readonly File[], below: Below): string {
  const at = below(text.length + 1);
  const to = Math.min(text.length, at + below(below(4) === 0 ? 400 : 12));
  const [before, middle, after] = [text.slice(0, at), text.slice(at, to), text.slice(to)];
  switch (below(7)) {
    case 0:
      return before + after;
    case 1:
      return before + middle + middle + after;
    case 2:
      return before;
    case 3:
      return before + String.fromCharCode(below(0x10000)) + after;
    case 4: {
      const other = pick(others, below).text;
      const from = below(other.length);
      return before + other.slice(from, from + below(200)) + after;
    }
    default:
      return before + pick(FRAGMENTS, below) + after;
  }
}

function sampleFiles(): readonly File[] {
  const folder = new URL("../../migrations/", import.meta.url);
  return [...Deno.readDirSync(folder)].filter(({ name }) =>
    /\.(?:sql|ts)$/.test(name) && !name.endsWith(".d.ts")
  )
    .map(({ name }) => ({ path: name, text: Deno.readTextFileSync(new URL(name, folder)) }))
    .sort((one, other) => one.path < other.path ? -1 : 1);
}

const NAMES = ["a1b2c3", "head", "base", "x@y", "", "ä", "a,b", "-1", "label", "None"];

function headerFrom(below: Below): Header {
  const names = (most: number) => Array.from({ length: below(most) }, () => pick(NAMES, below));
  const message = Array.from({ length: below(6) }, () => pick(FRAGMENTS, below)).join("add users");
  return {
    id: pick(NAMES, below),
    message,
    downRevisions: names(3),
    dependsOn: names(3),
    branchLabels: names(3),
    replaces: names(2),
    ...(below(2) === 0 ? {} : { created: pick(["2026-01-01T00:00:00Z", "soon"], below) }),
    ...(below(2) === 0 ? {} : { phase: pick(["expand", "contract"] as const, below) }),
    ...(below(2) === 0 ? {} : { transaction: below(2) === 0 }),
  };
}

/** All that is done with a file before a database is asked; how far it came. */
function readWhole({ path, text }: File, engine: Engine): number {
  const language = languageOf(path);
  hasHeader(text, path);
  const { header, bodyStart } = parseHeader(text, path);
  const script: Script = { ...header, path, language, text, bodyStart };
  let statements = 0;
  for (const section of parseSections(script, engine.lexicon)) {
    for (const { sql, span } of statementsOf(section, engine.lexicon)) {
      assert.ok(span.start >= bodyStart && span.end <= text.length, "a statement lies outside of its file");
      assert.ok(/[^ \t\r\n\f\v]/.test(sql), "a statement is empty");
      statements++;
    }
  }
  const dialect = { lexicon: engine.lexicon, sectionNames: () => engine.names };
  assert.match(checksumOf(script, dialect, engine.product, () => undefined), /^[0-9a-f]{32}$/);
  return statements;
}

/** What is read to its end, and what is refused: anything but a `RetortError` ends the test. */
function fuzz(
  next: (below: Below) => File,
): { readonly whole: number; readonly refusals: ReadonlySet<string> } {
  let whole = 0;
  const refusals = new Set<string>();
  for (let run = 0; run < RUNS; run++) {
    const below = numbersFrom(SEED * 0x9e3779b1 + run);
    const file = next(below);
    try {
      readWhole(file, pick(ENGINES, below));
      whole++;
    } catch (error) {
      if (!(error instanceof RetortError)) {
        throw new Error(`Run ${run} of seed ${SEED}: ${file.path}\n${JSON.stringify(file.text)}`, {
          cause: error,
        });
      }
      assert.ok(error.message !== "" && !error.message.endsWith("."), error.message);
      refusals.add(error.message.replace(/'[^']*'|[0-9]+|\(.*\)$/gs, "…"));
    }
  }
  return { whole, refusals };
}

Deno.test("mutated files are read or refused by a RetortError, header to checksum", () => {
  const files = sampleFiles();
  assert.ok(files.length > 5, "the sample is not there");
  const { whole, refusals } = fuzz((below) => {
    const file = pick(files, below);
    return { path: file.path, text: mutated(file, files, below) };
  });
  assert.ok(whole > RUNS / 10, `${whole} of ${RUNS} files were still whole`);
  assert.ok(refusals.size > 10, `only ${refusals.size} kinds of refusal: ${[...refusals].join("; ")}`);
});

Deno.test("headers of any names and messages are read back or refused by a RetortError", () => {
  const { whole, refusals } = fuzz((below) => {
    const path = pick(["a.sql", "a.ts"], below);
    const header = renderHeader(headerFrom(below), languageOf(path));
    const body = path.endsWith(".ts") ? "export function upgrade() {}\n" : "-- migrate:up\nSELECT 1;\n";
    return {
      path,
      text: below(3) === 0 ? mutation(header + body, [{ path, text: body }], below) : header + body,
    };
  });
  assert.ok(whole > 0 && refusals.size > 5, `${whole} whole, ${refusals.size} kinds of refusal`);
});
