import assert from "node:assert/strict";
import { operationRevisions } from "../../tests/support/operation_revisions.ts";
import { RETORT_TYPES } from "../command/templates/retort_types.ts";

const SAMPLE = `// move avatars into their own table
// revision: 9b2e77a01c55
import type { Operations } from "./retort.d.ts";

export async function upgrade(op: Operations): Promise<void> {
  const rows = await op.query<{ id: bigint; name: string }>("SELECT id, name FROM users");
  for (const { id, name } of rows) {
    await op.execute(op.sql\`UPDATE users SET name = \${name.trim()} WHERE id = \${id}\`);
  }
  const affected: number = await op.execute("DELETE FROM avatar");
  if (op.dialect === "sqlite" && !op.offline && affected > 0) console.log(op.x["reason"]);
}

export function downgrade(op: Operations): never {
  return op.irreversible("names are gone");
}
`;

Deno.test("Operations, written as retort.d.ts, type-checks a revision with nothing else installed", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/retort.d.ts`, RETORT_TYPES);
  const said = async (text: string) => {
    await Deno.writeTextFile(`${folder}/a.ts`, text);
    const args = ["check", "--quiet", "--no-config", "--no-lock", "--no-remote", `${folder}/a.ts`];
    const { code, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
    return { code, text: new TextDecoder().decode(stderr) };
  };
  assert.deepEqual(await said(SAMPLE), { code: 0, text: "" });
  assert.notEqual((await said(SAMPLE.replace("op.execute(", "op.exceute("))).code, 0);
  await Deno.remove(folder, { recursive: true });
});

/** What the examples speak of and do not say. */
const SURROUNDINGS = `import type { BatchBuilder, Operations, TableBuilder } from "./retort.d.ts";
export declare const op: Operations;
export declare const t: TableBuilder;
export declare const batch: BatchBuilder;
export declare const rank: number;
export declare const id: bigint;
`;

Deno.test("Operations: its examples, and revisions that make every call, type-check", async () => {
  const folder = await Deno.makeTempDir();
  const examples = [...RETORT_TYPES.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, lines = ""]) =>
    lines.replace(/^ *\* ?/gm, "")
  );
  assert.ok(examples.length > 50, String(examples.length));
  const bodies = examples.map((text) =>
    text.startsWith("export ") ? text : `export async function _example() {\n${text}}\n`
  );
  const files = {
    "retort.d.ts": RETORT_TYPES,
    ...operationRevisions("postgres"),
    ...Object.fromEntries(bodies.map((body, index) => [`example_${index}.ts`, SURROUNDINGS + body])),
  };
  for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(`${folder}/${name}`, text);
  const args = ["check", "--quiet", "--no-config", "--no-lock", "--no-remote", "."];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: folder }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  await Deno.remove(folder, { recursive: true });
});
