import { secretsOfText } from "../util/database_url.ts";
import { RetortError } from "../util/errors.ts";
import { redact } from "../util/redact.ts";
import type { Config } from "./config.ts";

/** References may point at references (`env:NAME` whose text is `cmd:…`), but not for ever. */
const MOST_HOPS = 4;

/**
 * The text that a reference stands for: `env:NAME`, `file:PATH`, or `cmd:COMMAND`, which a shell runs each time. A text
 * that is none is given back. A line break at the end is cut.
 *
 * @throws RetortError `config-invalid` where there is nothing behind it; its text holds no secret
 */
export async function resolveSecret(reference: string): Promise<string> {
  let text = reference;
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const [, kind, rest = ""] = /^(env|file|cmd):(.*)$/s.exec(text.trim()) ?? [];
    if (kind === undefined) return text;
    if (kind === "env") text = readVariable(rest.trim());
    else if (kind === "file") text = await readSecretFile(rest.trim());
    else text = await runCommand(rest);
  }
  throw new RetortError("config-invalid", "A reference points at references without an end", {
    hint: "Let env:, file: or cmd: give the URL itself",
  });
}

/**
 * The database to connect to, with its references resolved: `directUrl`, or `url`, or what the configuration's
 * function says; undefined where none is named.
 *
 * @throws RetortError `config-invalid`
 */
export async function resolveUrl(config: Config): Promise<string | undefined> {
  const named = config.directUrl ?? config.url ?? await computedUrl(config);
  return named === undefined ? undefined : await resolveSecret(named);
}

async function computedUrl(
  { urlFunction, configFile, x, tag, profile }: Config,
): Promise<string | undefined> {
  if (urlFunction === undefined) return undefined;
  const request = { x, ...(tag !== undefined && { tag }), ...(profile !== undefined && { profile }) };
  const url: unknown = await Promise.resolve(request).then(urlFunction).catch((error) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RetortError("config-invalid", `The url function of ${configFile} failed: ${reason}`, {
      hint: "No connection was made; see to what the function needs",
      cause: error,
    });
  });
  if (typeof url === "string" && url !== "") return url;
  throw new RetortError("config-invalid", `The url function of ${configFile} gave no text`, {
    hint: 'Let it return a database URL, or a reference such as "env:NAME"',
  });
}

function readVariable(name: string): string {
  const text = Deno.env.get(name);
  if (text !== undefined && text !== "") return text;
  throw new RetortError("config-invalid", `The variable ${name} that env:${name} names is not set`, {
    hint: `Set it in the environment or in .env`,
  });
}

async function readSecretFile(path: string): Promise<string> {
  try {
    return filled((await Deno.readTextFile(path)).replace(/^\uFEFF/, ""), `The file ${path}`);
  } catch (error) {
    if (error instanceof RetortError) throw error;
    const reason = (error instanceof Error ? error.message : String(error)).replace(/ \(os error .*$/s, "");
    throw new RetortError(
      "file-unreadable",
      `Cannot read the file that file:${path} names: ${reason.toLowerCase()}`,
      { hint: "Name a file that holds the database URL and that the user that runs retort may read" },
    );
  }
}

async function runCommand(command: string): Promise<string> {
  const shell = new Deno.Command("sh", {
    args: ["-c", command],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { success, code, stdout, stderr } = await shell.output();
  if (success) return filled(new TextDecoder().decode(stdout), "The command of cmd:");
  const words = new TextDecoder().decode(stderr).trim();
  const said = redact(words, words.split("\n").flatMap(secretsOfText));
  throw new RetortError("config-invalid", `The command of cmd: ended with exit code ${code}`, {
    hint: said === "" ? "It wrote nothing to standard error" : `It said: ${said.slice(0, 2000)}`,
  });
}

function filled(text: string, source: string): string {
  const cut = text.replace(/(?:\r?\n)+$/, "");
  if (cut !== "") return cut;
  throw new RetortError("config-invalid", `${source} gave nothing`, { hint: "It must give a database URL" });
}
