import type { LedgerRow } from "../dialect/dialect.ts";
import { CHECKSUM_VERSION, checksumOf } from "../script/checksum.ts";
import { fileUrl } from "../script/directory.ts";
import { importedPath, importsOf, isRelative } from "../script/imports.ts";
import type { Script } from "../script/script.ts";
import { RetortError } from "../util/errors.ts";
import type { Environment } from "./environment.ts";

/**
 * Writes the stored text of a TypeScript revision where it can be imported from, and gives the path. The files that it
 * imports are taken from where they were: the checksum tells whether they are what they were.
 *
 * @throws {RetortError} `script-lost` where they are not, or where they are gone.
 */
export function moduleForStored(
  script: Script,
  row: LedgerRow,
  { dialect, connection }: Pick<Environment, "dialect" | "connection">,
  temporary: DisposableStack,
): string {
  const imports = importsOf(script.text).filter(isRelative);
  if (imports.length > 0) {
    const isKnown = row.checksum_version === CHECKSUM_VERSION;
    const same = isKnown && checksumOf(script, dialect, connection.server.product) === row.checksum;
    if (!same) throw changedImports(script, imports);
  }
  const folder = Deno.makeTempDirSync({ prefix: "retort_stored_" });
  temporary.defer(() => Deno.removeSync(folder, { recursive: true }));
  const path = `${folder}/${script.id}.ts`;
  Deno.writeTextFileSync(path, withWholeImports(script, imports));
  return path;
}

function withWholeImports({ text, path }: Script, imports: readonly string[]): string {
  let code = text;
  for (const specifier of new Set(imports)) {
    const url = fileUrl(importedPath(path, specifier));
    for (const quote of ['"', "'"]) code = code.replaceAll(quote + specifier + quote, quote + url + quote);
  }
  return code;
}

function changedImports({ id, path }: Script, imports: readonly string[]): RetortError {
  const files = imports.map((specifier) => importedPath(path, specifier)).join(", ");
  return new RetortError(
    "script-lost",
    `Revision ${id} imports ${files}, which the ledger does not keep and which is not what it was`,
    { hint: `Bring back the files of the release that had ${path}, and run the command again` },
  );
}
