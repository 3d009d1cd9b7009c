/** A call of `op` as its type says it. */
export interface ApiCall {
  readonly name: string;
  /** What its comment says before the example. */
  readonly summary: string;
  readonly signature: string;
  readonly example: string;
}

/** A later one goes before an earlier one: a batch has calls of the same names, without the table. */
const FILES = [
  "api/batch_builder.ts",
  "api/table_operations.ts",
  "api/constraint_operations.ts",
  "api/object_operations.ts",
  "operations.ts",
];

/** A comment that stands two columns in, and the method below it. */
const METHOD = /^ {2}\/\*\*\n([\s\S]*?)^ {3}\*\/\n^ {2}(\w+)([\s\S]*?;)$/gm;

/** All calls that have an example, by name. */
export async function apiCalls(): Promise<ReadonlyMap<string, ApiCall>> {
  const texts = await Promise.all(FILES.map((path) => {
    return Deno.readTextFile(new URL(`../../src/script/${path}`, import.meta.url));
  }));
  return new Map(texts.flatMap(callsOf).map((call) => [call.name, call]));
}

function callsOf(text: string): readonly ApiCall[] {
  return [...text.matchAll(METHOD)].flatMap(([, comment = "", name = "", rest = ""]) => {
    const lines = comment.split("\n").map((line) => line.replace(/^ {3}\* ?/, "")).join("\n");
    const [, example] = /```ts\n([\s\S]*?)\n```/.exec(lines) ?? [];
    const [summary = ""] = lines.split("@example");
    const signature = `op.${name}${rest.replaceAll(/^ {2}/gm, "")}`;
    return example === undefined
      ? []
      : [{ name, summary: summary.trim().replaceAll("\n", " "), signature, example }];
  });
}
