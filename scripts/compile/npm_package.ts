import { RUNTIME_FLAGS } from "./launcher_head.ts";
import { runStep } from "./run_step.ts";
import { ROOT, stage } from "./stage.ts";

/** What `deno task pack` makes. */
export interface PackageOptions {
  /** The folder for the tarball. */
  readonly output: string;
  readonly version: string;
}

/**
 * Makes the npm package: the bundle, and a start script that runs it on npm's `deno`, of the version that builds.
 *
 * @throws {BuildError} where a step fails, with what it said.
 *
 * @returns the tarball's path.
 */
export async function buildPackage({ output, version }: PackageOptions, work: string): Promise<string> {
  const folder = `${work}/package`;
  await Deno.mkdir(`${folder}/bin`, { recursive: true });
  await stage("scripts/compile/npm.ts", `${folder}/app`);
  const start = await Deno.readTextFile(new URL("npm_start.js", import.meta.url));
  const filled = start.replace("@FLAGS@", RUNTIME_FLAGS.join(" ")).replace("@VERSION@", version);
  await Deno.writeTextFile(`${folder}/bin/retort.js`, filled, { mode: 0o755 });
  await Deno.writeTextFile(`${folder}/package.json`, `${JSON.stringify(manifest(version), undefined, 2)}\n`);
  for (const name of ["README.md", "CHANGELOG.md", "LICENSE"]) {
    await Deno.copyFile(`${ROOT}/${name}`, `${folder}/${name}`);
  }
  await Deno.mkdir(output, { recursive: true });
  const npm = Deno.build.os === "windows" ? "npm.cmd" : "npm";
  const said = await runStep("npm pack", npm, ["pack", "--json", "--pack-destination", output], {
    cwd: folder,
  });
  return `${output}/${fileNameIn(said)}`;
}

function manifest(version: string): Readonly<Record<string, unknown>> {
  return {
    name: "@retort/retort",
    version,
    description: "Database migrations, SQL first: SQLite, PostgreSQL, MariaDB and MySQL",
    keywords: ["database", "migrations", "schema", "sql", "sqlite", "postgresql", "mariadb", "mysql"],
    license: "MIT",
    type: "module",
    bin: { retort: "bin/retort.js" },
    files: ["app", "bin", "CHANGELOG.md"],
    engines: { node: ">=18" },
    dependencies: { deno: Deno.version.deno },
  };
}

/** npm tells what it wrote as a list of one, or in newer versions as an object with one key. */
function fileNameIn(said: string): string {
  const name = /"filename":\s*"([^"]+)"/.exec(said)?.[1];
  if (name === undefined) throw new Error(`npm pack said\n${said}`);
  return name.replace(/^@/, "").replaceAll("/", "-");
}
