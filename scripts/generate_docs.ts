import { configJsonSchema } from "../src/config/json_schema.ts";
import { typesFile } from "../src/command/init.ts";
import { commandsPage } from "./docs/commands.ts";
import { configurationPage } from "./docs/configuration.ts";
import { eventsPage, eventsSchema } from "./docs/events.ts";
import { operationsPage } from "./docs/operations.ts";

/** A file, of docs/ mostly, that is written from the source. */
export interface GeneratedPage {
  readonly path: string;
  readonly text: string;
}

/** All generated pages, as the formatter leaves them, and the sample's types as `init` writes them. */
export async function generatedPages(): Promise<GeneratedPage[]> {
  const types = { path: "migrations/retort.d.ts", text: typesFile() };
  const pages = await Promise.all([
    page("docs/commands.md", commandsPage()),
    page("docs/configuration.md", configurationPage()),
    page("docs/events.md", eventsPage()),
    page("docs/events.schema.json", JSON.stringify(eventsSchema())),
    page("docs/operations.md", await operationsPage()),
    page("docs/retort.schema.json", JSON.stringify(configJsonSchema())),
  ]);
  return [...pages, types];
}

async function page(path: string, text: string): Promise<GeneratedPage> {
  return { path, text: await format(text, path.slice(path.lastIndexOf(".") + 1)) };
}

async function format(text: string, extension: string): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--quiet", "--ext", extension, "-"],
    cwd: new URL("..", import.meta.url),
    stdin: "piped",
    stdout: "piped",
  });
  await using formatter = command.spawn();
  const input = formatter.stdin.getWriter();
  await input.write(new TextEncoder().encode(text));
  await input.close();
  const { success, stdout } = await formatter.output();
  if (!success) throw new Error(`The formatter refused a page (${extension})`);
  return new TextDecoder().decode(stdout);
}

if (import.meta.main) {
  for (const { path, text } of await generatedPages()) {
    await Deno.writeTextFile(new URL(`../${path}`, import.meta.url), text);
  }
}
