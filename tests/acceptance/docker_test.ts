import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { COMMANDS } from "../../src/cli/commands.ts";
import { parseCommandLine } from "../../src/cli/program.ts";
import { globalFlags } from "../../src/cli/setting_flags.ts";
import { ENTRYPOINT } from "../../src/command/templates/entrypoint.ts";
import { runProcess } from "../support/process.ts";
import { cleanEnvironment, retort, retortCommand, ROOT } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

const PAGE = await Deno.readTextFile(`${ROOT}/docs/docker.md`);

/** The fenced blocks of the page, of one language. */
function blocks(language: string): string[] {
  return [...PAGE.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, text]) =>
    found === language && text !== undefined ? [text] : []
  );
}

/** Every mapping in a YAML document, however deep. */
function* mappings(value: unknown): Iterable<Readonly<Record<string, unknown>>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield { ...value };
  for (const inner of Object.values(value)) yield* mappings(inner);
}

function documents(): unknown[] {
  return blocks("yaml").flatMap((text) => {
    const parsed = parseAllDocuments(text, { strict: true, uniqueKeys: true });
    assert.ok(Array.isArray(parsed));
    return parsed.map((document) => {
      assert.deepEqual([...document.errors, ...document.warnings], [], text);
      return document.toJS();
    });
  });
}

Deno.test("docs/docker.md: its YAML is YAML, and Kubernetes' objects have what those must have", () => {
  const all = documents();
  assert.equal(all.length, 6);
  const objects = all.flatMap((document) => [...mappings(document)].filter((each) => "apiVersion" in each));
  assert.deepEqual(objects.map(({ kind }) => kind), ["Job", "Deployment", "Job"]);
  for (const mapping of all.flatMap((document) => [...mappings(document)])) {
    if (!("containers" in mapping)) continue;
    for (const container of mappings([mapping["containers"], mapping["initContainers"] ?? []])) {
      if ("image" in container) assert.equal(typeof container["name"], "string");
    }
  }
});

Deno.test("docs/docker.md: every command line that it gives to retort is one", () => {
  const lines = documents().flatMap((document) =>
    [...mappings(document)].flatMap(({ args, run, script }) => [
      ...(Array.isArray(args) ? [args.map(String)] : []),
      ...[run, script].flat().flatMap((line) => wordsOf(String(line))),
    ])
  );
  const others = [...blocks("dockerfile"), ...blocks("json"), ENTRYPOINT].flatMap((text) => text.split("\n"));
  const all = [
    ...lines,
    ...others.flatMap((line) => wordsOf(line.replace(/ &$/, "").replace(/^.*?"(?=retort )|",?$/g, ""))),
  ];
  assert.ok(all.length >= 12, `${all.length}`);
  for (const words of all) {
    const complete = words.at(-1) === "-m" ? [...words, "message"] : words;
    assert.equal(parseCommandLine(complete, COMMANDS, globalFlags()).kind, "run", words.join(" "));
  }
});

function wordsOf(line: string): string[][] {
  return line.startsWith("retort ") ? [line.split(" ").slice(1)] : [];
}

/** A project as `init -t docker` leaves it, in which `retort` is on PATH. */
async function project(): Promise<
  AsyncDisposable & { readonly folder: string; readonly env: Record<string, string> }
> {
  const folder = await Deno.makeTempDir({ prefix: "retort docker " });
  const { code, stderr } = await retort(["init", "-t", "docker"], { cwd: folder });
  assert.equal(code, 0, stderr);
  const { program, leading } = retortCommand();
  const quoted = [program, ...leading].map((word) => `'${word}'`).join(" ");
  await Deno.mkdir(`${folder}/bin`);
  await Deno.writeTextFile(`${folder}/bin/retort`, `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 });
  const env = {
    ...cleanEnvironment(),
    PATH: `${folder}/bin:${Deno.env.get("PATH")}`,
    DATABASE_URL: "sqlite:app.db",
  };
  return { folder, env, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

const REVISION = "-- task\n-- revision: aaaa\n\n-- migrate:up\nCREATE TABLE task (id INTEGER PRIMARY KEY);\n";

const SLOW = `// slow
// revision: bbbb
// down_revision: aaaa
export async function upgrade() {
  Deno.writeTextFileSync("began", "");
  await new Promise((resolve) => setTimeout(resolve, 2_000));
}
`;

const ENTRY = ["./docker-entrypoint.sh", "sh", "-c", 'echo "application $$ $1"', "sh", "an argument"];

Deno.test("the entrypoint of init -t docker migrates and becomes the application, in several containers at once", async () => {
  await using it = await project();
  await writeScripts(`${it.folder}/migrations`, { "a.sql": REVISION });
  const start = async () => {
    const child = new Deno.Command("sh", {
      args: ENTRY,
      cwd: it.folder,
      env: it.env,
      clearEnv: true,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const { code, stdout } = await child.output();
    const last = new TextDecoder().decode(stdout).trimEnd().split("\n").at(-1);
    assert.deepEqual([code, last], [0, `application ${child.pid} an argument`]);
  };
  await Promise.all([start(), start(), start()]);
  const { stdout } = await retort(["current"], { cwd: it.folder, env: { DATABASE_URL: "sqlite:app.db" } });
  assert.equal(stdout, "aaaa (head)\n");
});

Deno.test("the entrypoint ends with retort's exit code, and the application is not started", async () => {
  await using it = await project();
  await writeScripts(`${it.folder}/migrations`, { "a.sql": REVISION.replace("CREATE", "CREAT") });
  const { code, stdout } = await runProcess("sh", ENTRY, { cwd: it.folder, env: it.env, clearEnv: true });
  assert.deepEqual([code, stdout], [1, ""]);
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`the entrypoint passes ${signal} on as the first process of a container, and nothing is left half-done`, async () => {
    await using it = await project();
    await writeScripts(`${it.folder}/migrations`, { "a.sql": REVISION, "b.ts": SLOW });
    const unshare = await canUnshare();
    const [program = "", ...args] = [...(unshare ? ["unshare", "-pf"] : []), "sh", ...ENTRY];
    const child = new Deno.Command(program, {
      args,
      cwd: it.folder,
      env: it.env,
      clearEnv: true,
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    while (await Deno.stat(`${it.folder}/began`).catch(() => undefined) === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    Deno.kill(unshare ? await onlyChildOf(child.pid) : child.pid, signal);
    const { code, stdout } = await child.output();
    assert.deepEqual([code, new TextDecoder().decode(stdout)], [143, ""]);
    const current = await retort(["current"], { cwd: it.folder, env: { DATABASE_URL: "sqlite:app.db" } });
    assert.equal(current.stdout, "aaaa\n");
  });
}

/** Whether a process can be made the first one of its own, as in a container. */
async function canUnshare(): Promise<boolean> {
  return (await runProcess("sh", ["-c", "unshare -pf true"])).code === 0;
}

async function onlyChildOf(pid: number): Promise<number> {
  return Number(await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`));
}

Deno.test("init -t docker keeps an entrypoint that is there, and what it writes is a script for any shell", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort docker " });
  await Deno.writeTextFile(`${folder}/docker-entrypoint.sh`, "mine\n");
  const { code } = await retort(["init", "-t", "docker"], { cwd: folder });
  assert.equal(code, 0);
  assert.equal(await Deno.readTextFile(`${folder}/docker-entrypoint.sh`), "mine\n");
  await Deno.writeTextFile(`${folder}/docker-entrypoint.sh`, ENTRYPOINT);
  const script = "command -v shellcheck >/dev/null || exit 0; shellcheck docker-entrypoint.sh";
  const { stdout } = await runProcess("sh", ["-c", script], { cwd: folder });
  assert.equal(stdout, "");
  await Deno.remove(folder, { recursive: true });
});
