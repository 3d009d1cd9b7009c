import { configTypeText } from "../config/config_type_text.ts";
import { directoryState, isThere, writeNewFile } from "../runtime/project_files.ts";
import { RETORT_TYPES } from "./templates/retort_types.ts";
import { RetortError } from "../util/errors.ts";
import { didYouMean } from "../util/suggest.ts";
import type { Context, ExitCode, Style } from "./context.ts";
import { type Template, TEMPLATES } from "./templates/catalog.ts";
import { configFileText } from "./templates/config_file.ts";

/** What `init` takes: the directory, `migrations` when there is none. */
export interface InitValues {
  readonly arguments: readonly string[];
  readonly template?: string;
}

/** Creates a script directory, and a configuration file unless there is one. */
export function run(values: InitValues, context: Context): Promise<ExitCode> {
  const template = templateNamed(values.template ?? "sql");
  const named = values.arguments[0] ?? context.config.directories[0] ?? "migrations";
  const directory = named.replace(/^\.\//, "").replace(/(?<=.)\/+$/, "");
  refuseFilled(directory);
  const files = template.files({ types: typesFile() }).map(([name, text]) =>
    [`${directory}/${name}`, text] as const
  );
  const config = configFile(context);
  if (config.there) context.out.info(keptText(config.path, directory));
  const beside = (template.beside ?? []).filter(([path]) => !isThere(path));
  const settings = config.there ? [] : [[config.path, configFileText(directory)] as const];
  const all = [...files, ...beside, ...settings];
  for (const [path, text] of all) {
    writeNewFile(path, text);
    context.out.info(`Created ${path}`);
  }
  const created = all.map(([path]) => path);
  context.out.report({ directory, template: template.name, created }, (style) => nextSteps(style));
  return Promise.resolve(0);
}

function templateNamed(name: string): Template {
  const found = TEMPLATES.find((template) => template.name === name);
  if (found !== undefined) return found;
  const names = TEMPLATES.map((template) => template.name);
  throw new RetortError("usage", `No such template '${name}'`, {
    hint: didYouMean(name, names) ??
      `There are ${names.join(", ")}; \`retort list_templates\` tells what they are for`,
  });
}

function refuseFilled(directory: string): void {
  if (directoryState(directory) !== "filled") return;
  throw new RetortError("file-unwritable", `Directory ${directory} already exists and is not empty`, {
    hint: "Name another one, as in `retort init db/migrations`; a directory that has revisions needs no init",
  });
}

const CONFIG_FILES = ["retort.jsonc", "retort.json", "retort.config.ts"];

/** The file that `--config` names, or the one that is found here, or the one to write. */
function configFile({ resolved }: Context): { readonly path: string; readonly there: boolean } {
  const named = resolved.values.get("config");
  const candidates = typeof named === "string" && named !== "" ? [named] : CONFIG_FILES;
  const found = candidates.find(isThere);
  return { path: found ?? candidates[0] ?? "retort.jsonc", there: found !== undefined };
}

function keptText(path: string, directory: string): string {
  return directory === "migrations"
    ? `Kept ${path}`
    : `Kept ${path}; name the directory in it: "dir": ["${directory}"]`;
}

function* nextSteps(style: Style): Iterable<string> {
  yield "Next:";
  yield `  ${style.accent('retort revision -m "create users"')}     write the first revision`;
  yield `  ${style.accent("retort --url sqlite:app.db upgrade")}    run it`;
}

/** The text of `retort.d.ts`, which TypeScript revisions and `retort.config.ts` import their types from. */
export function typesFile(): string {
  return `${RETORT_TYPES}\n${configTypeText()}`;
}
