import assert from "node:assert/strict";
import { mysqlLexicon } from "../dialect/mysql/lexicon.ts";
import { postgresLexicon } from "../dialect/postgres/lexicon.ts";
import { sqliteLexicon } from "../dialect/sqlite/lexicon.ts";
import { checksumOf } from "./checksum.ts";
import { readDirectories } from "./directory.ts";
import { fileName } from "./file_name.ts";
import { languageOf, parseHeader } from "./header.ts";
import { parseSections, sectionFor, statementsOf } from "./parse.ts";
import { nextRevisionId } from "./revision_id.ts";
import type { Header, Script } from "./script.ts";
import { renderScript } from "./template.ts";

const PAGE = Deno.readTextFileSync(new URL("../../docs/file-format.md", import.meta.url));

const ENGINES = [
  { lexicon: sqliteLexicon, sectionNames: () => ["sqlite"] },
  { lexicon: postgresLexicon, sectionNames: () => ["postgres"] },
  { lexicon: mysqlLexicon, sectionNames: () => ["mariadb", "mysql"] },
] as const;

/** The time of the page's examples. */
const NOW = new Date("2026-11-21T09:12:44Z");

interface Example {
  readonly language: string;
  /** `ok`, `error`, `runs` or `checksum`, the last one with `mysql` where it is of that engine. */
  readonly claim: string;
  /** The error's message, what each engine runs, or the checksum's letter. */
  readonly quoted: string;
  readonly text: string;
  readonly line: number;
}

function examples(): readonly Example[] {
  const blocks = PAGE.matchAll(/^```(\w+) ?(.*)\n([^]*?)^```$(?:\n\n> (.*))?/gm);
  return [...blocks].map(({ 1: language = "", 2: claim = "", 3: text = "", 4: quoted = "", index }) => ({
    language,
    claim,
    text,
    quoted,
    line: PAGE.slice(0, index).split("\n").length,
  }));
}

function scriptOf({ language, text }: Example): Script {
  const path = `example.${language}`;
  const { header, bodyStart } = parseHeader(text, path);
  return { ...header, path, language: languageOf(path), text, bodyStart };
}

/** All that retort reads of a file before it runs it. */
function readWhole(example: Example): void {
  const script = scriptOf(example);
  for (const { lexicon, sectionNames } of ENGINES) {
    const sections = parseSections(script, lexicon);
    const up = sectionFor(sections, "up", sectionNames(), script.path);
    assert.ok(up !== undefined);
    for (const kind of ["up", "down", "verify"] as const) {
      const section = sectionFor(sections, kind, sectionNames(), script.path);
      if (section !== undefined) statementsOf(section, lexicon);
    }
  }
}

function keepsClaim(example: Example, action: () => void): void {
  if (example.claim !== "error") return action();
  assert.notEqual(example.quoted, "");
  assert.throws(
    action,
    (thrown: unknown) => thrown instanceof Error && thrown.message.includes(example.quoted),
  );
}

const HEADER: Header = {
  id: "a1",
  downRevisions: ["b2"],
  dependsOn: [],
  branchLabels: ["core"],
  message: "add users",
  replaces: [],
};

Deno.test("docs/file-format.md: every file does what the page says", () => {
  const files = examples().filter(({ language }) => language === "sql" || language === "ts");
  assert.ok(files.length > 40);
  for (const example of files) {
    assert.match(
      example.claim,
      /^(?:ok|error|runs|checksum(?: mysql)?)$/,
      `line ${example.line} claims nothing`,
    );
    if (example.claim === "runs") continue;
    try {
      keepsClaim(example, () => readWhole(example));
    } catch (error) {
      assert.fail(`docs/file-format.md:${example.line}: ${error}`);
    }
  }
});

/** The statements of the way up on one product. */
function runsOn(example: Example, product: string): readonly string[] {
  const names = product === "mariadb" ? ["mariadb", "mysql"] : [product];
  const engine = ENGINES.find(({ sectionNames }) =>
    names.some((name) => sectionNames().some((own) => own === name))
  );
  assert.ok(engine !== undefined, product);
  const script = scriptOf(example);
  const section = sectionFor(parseSections(script, engine.lexicon), "up", names, script.path);
  assert.ok(section !== undefined);
  return statementsOf(section, engine.lexicon).map(({ sql }) => sql);
}

Deno.test("docs/file-format.md: each engine runs what the page says", () => {
  const all = examples().filter(({ claim }) => claim === "runs");
  assert.ok(all.length >= 4);
  for (const example of all) {
    for (const said of example.quoted.split(" | ")) {
      const [product = "", statements] = said.split(/: (.*)/s);
      assert.equal(runsOn(example, product).join(", "), statements, `docs/file-format.md:${example.line}`);
    }
  }
});

Deno.test("docs/file-format.md: the files that are revisions are those of the page", () => {
  const lines = examples().filter(({ language }) => language === "files").flatMap(({ text }) =>
    text.trim().split("\n")
  );
  assert.ok(lines.length > 10);
  const folder = Deno.makeTempDirSync();
  try {
    const wanted: string[] = [];
    for (const [index, line] of lines.entries()) {
      const [path = "", kind] = line.split(/ +\| /);
      const library = path === "lib/handle.ts";
      Deno.mkdirSync(`${folder}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      const text = path.endsWith(".ts")
        ? `// revision: r${index}\nexport function upgrade() {}\n`
        : `-- revision: r${index}\n-- migrate:up\n`;
      Deno.writeTextFileSync(`${folder}/${path}`, library ? "export const handle = 1;\n" : text);
      if (kind === "revision") wanted.push(path);
    }
    const found = readDirectories([folder], (line) => assert.fail(line)).map(({ path }) =>
      path.slice(folder.length + 1)
    );
    assert.deepEqual(found.sort(), wanted.sort());
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("docs/file-format.md: ids are as the page says", () => {
  const lines = examples().filter(({ language }) => language === "ids").flatMap(({ text }) =>
    text.trim().split("\n")
  );
  assert.equal(lines.length, 3);
  for (const line of lines) {
    const [format, ids = "", wanted] = line.split("|").map((cell) => cell.trim());
    assert.ok(format === "timestamp" || format === "sequence");
    const existing = ids.split(", ").filter((id) => id !== "");
    assert.equal(nextRevisionId(format, { existing, now: NOW, newId: () => assert.fail() }), wanted);
  }
});

Deno.test("docs/file-format.md: checksums are as the letters say", () => {
  const letters = new Map<string, string>();
  const sums = new Set<string>();
  for (const example of examples()) {
    const [claim, engine] = example.claim.split(" ");
    if (claim !== "checksum") continue;
    assert.match(example.quoted, /^Checksum [A-Z]$/);
    const sum = engine === "mysql"
      ? checksumOf(scriptOf(example), ENGINES[2], "mysql", () => undefined)
      : checksumOf(scriptOf(example), ENGINES[0], "sqlite", () => undefined);
    assert.equal(sum, letters.get(example.quoted) ?? sum, `docs/file-format.md:${example.line}`);
    letters.set(example.quoted, sum);
    sums.add(sum);
  }
  assert.equal(sums.size, letters.size);
  assert.ok(sums.size >= 9);
});

Deno.test("docs/file-format.md: file names are as the page says", () => {
  const lines = examples().filter(({ language }) => language === "names").flatMap(({ text }) =>
    text.trim().split("\n")
  );
  assert.equal(lines.length, 5);
  for (const line of lines) {
    const [template = "", message = "", name] = line.split("|").map((cell) => cell.trim());
    assert.equal(fileName(template, { revision: "8f3a1c9be2d4", message, date: NOW, language: "sql" }), name);
  }
});

Deno.test("docs/file-format.md: templates work", () => {
  const templates = examples().filter(({ language }) => language === "template");
  assert.equal(templates.length, 3);
  for (const example of templates) {
    keepsClaim(example, () => {
      const script = { header: HEADER, language: "sql", upgrades: "SELECT 1;" } as const;
      const text = renderScript(script, { text: example.text, path: "_template.sql" });
      readWhole({ ...example, language: "sql", text });
    });
  }
});
