import { isMissingFile } from "../runtime/doctor/missing_file.ts";
import { type Environment, openEnvironment } from "../runtime/environment.ts";
import { reflectDatabase } from "../runtime/reflect_database.ts";
import { schemaScript, scriptWriter } from "../runtime/schema_script.ts";
import { writeResult } from "../runtime/write_result.ts";
import type { Schema } from "../schema/schema.ts";
import { count } from "../util/count.ts";
import { RetortError } from "../util/errors.ts";
import type { Context, ExitCode, Json } from "./context.ts";

/** What `dump` takes. */
export interface DumpValues {
  readonly arguments: readonly string[];
  /** The file to write instead of standard output. */
  readonly out?: string;
  readonly schemas?: readonly string[];
  /** Owners and rights, too. */
  readonly privileges?: boolean;
}

/** Writes what a database declares as a script that makes it again, or as data. */
export async function run(values: DumpValues, context: Context): Promise<ExitCode> {
  if (await isMissingFile(context)) {
    throw new RetortError("cannot-connect", "There is no such database file to dump", {
      hint: "Correct the path in the URL; `retort upgrade` makes the database",
    });
  }
  await using environment = await openEnvironment(context, { readOnly: true });
  const { json } = context.config;
  const only = schemasOf(values, context);
  const request = only.length === 0 ? {} : { schemas: only };
  const schema = await reflectDatabase(environment, { ...request, privileges: values.privileges ?? false });
  refuseMissing(only, schema, environment);
  warnOfUnknown(schema, context);
  if (values.out !== undefined) return await writeFile(values.out, schema, environment, context);
  if (json) context.out.report(plainData(schema), () => []);
  else context.out.write(await script(schema, environment));
  return 0;
}

/** All unless some are named, by the flag or in the configuration. */
function schemasOf({ schemas }: DumpValues, { config }: Context): readonly string[] {
  return schemas?.flatMap((each) => each.split(",")).map((each) => each.trim()) ?? config.schemas;
}

/** A name that was mistyped would make an empty dump. */
function refuseMissing(only: readonly string[], schema: Schema, { connection }: Environment): void {
  const there = [connection.homeSchema, ...schema.namespaces.map(({ name }) => name)];
  const missing = only.find((name) => !there.includes(name));
  if (missing === undefined) return;
  throw new RetortError("usage", `The database has no schema '${missing}'`, {
    hint: "`retort dump` without --schemas shows which there are; SQLite, MariaDB and MySQL have none",
  });
}

async function script(schema: Schema, { dialect, connection }: Environment): Promise<Iterable<string>> {
  const reflector = await dialect.reflector();
  return schemaScript(reflector.tidy(schema), await scriptWriter(dialect, connection.server));
}

async function writeFile(
  path: string,
  schema: Schema,
  environment: Environment,
  { config, out }: Context,
): Promise<ExitCode> {
  const text = config.json
    ? `${JSON.stringify({ schema: "retort/v1", command: "dump", ...schema }, undefined, 2)}\n`
    : [...await script(schema, environment)].join("");
  const written = await writeResult(path, text);
  out.report(
    { file: path, written, unknown: schema.unknown.map((each) => ({ ...each })) },
    () => [written ? `Wrote ${path}` : `${path} is as it was`],
  );
  return 0;
}

function warnOfUnknown({ unknown }: Schema, { out }: Context): void {
  if (unknown.length === 0) return;
  out.warn(`${count(unknown.length, "thing")} of the database that retort does not know:`);
  for (const { kind, name } of unknown) out.warn(`  ${kind} ${name}`);
}

/** A reflected schema holds nothing but text, numbers and truth values. */
function plainData(schema: Schema): { readonly [key: string]: Json } {
  return JSON.parse(JSON.stringify(schema));
}
