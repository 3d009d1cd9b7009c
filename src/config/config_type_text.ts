import type { Setting } from "./setting.ts";
import { HOOKS, SETTINGS } from "./settings.ts";

/**
 * The type `Config` of `retort.config.ts` as TypeScript, for the types file that stands beside revisions: settings as the
 * file takes them, not as they are resolved.
 */
export function configTypeText(): string {
  return [
    "/** What `-x`, `--tag` and `-n` said. */",
    "export interface ConfigRequest {",
    "  readonly x: Readonly<Record<string, string>>;",
    "  readonly tag?: string;",
    "  readonly profile?: string;",
    "}",
    "",
    ...HOOK_TYPES,
    "/** The settings of one database. */",
    "export interface Settings {",
    ...members("", "  "),
    "}",
    "",
    "/** What `retort.config.ts` exports: `export default { … } satisfies Config`. */",
    "export interface Config extends Settings {",
    "  /** Databases by name (-n NAME); what a profile sets goes before the rest. */",
    "  readonly profiles?: Readonly<Record<string, Settings>>;",
    ...HOOKS.flatMap(hookLines),
    "}",
    "",
  ].join("\n");
}

/** What the hooks around a run are given. */
const HOOK_TYPES: readonly string[] = [
  "/** A revision, as hooks are told of it. */",
  "export interface HookRevision {",
  "  readonly revision: string;",
  "  readonly message: string;",
  "  readonly path: string;",
  "}",
  "",
  "/** What `beforeUpgrade` is given: all that is about to run. */",
  "export interface UpgradeRequest extends ConfigRequest {",
  "  readonly dialect: string;",
  "  readonly revisions: readonly HookRevision[];",
  "}",
  "",
  "/** What `afterStep` is given: a revision that is done and stays. */",
  "export interface StepDone extends ConfigRequest, HookRevision {",
  "  readonly dialect: string;",
  '  readonly direction: "upgrade" | "downgrade";',
  "  readonly durationMs: number;",
  "}",
  "",
];

const RUN_HOOKS: Readonly<Record<string, readonly [summary: string, type: string]>> = {
  beforeUpgrade: [
    "Called once before the first step of an upgrade, under the lock; what it throws stops the run",
    "(request: UpgradeRequest) => unknown",
  ],
  afterStep: [
    "Called after each step that is done; what it throws ends the run, and the step stays",
    "(step: StepDone) => unknown",
  ],
};

function hookLines(hook: string): string[] {
  const known = RUN_HOOKS[hook];
  if (known === undefined) return [`  readonly ${hook}?: (...values: never[]) => unknown;`];
  return [`  /** ${known[0]}. */`, `  readonly ${hook}?: ${known[1]};`];
}

function members(prefix: string, indent: string): string[] {
  const done = new Set<string>();
  return SETTINGS.flatMap((setting) => {
    const [name = "", ...deeper] = setting.key.slice(prefix.length).split(".");
    if (setting.inFile === "never" || !setting.key.startsWith(prefix) || done.has(name)) return [];
    done.add(name);
    if (deeper.length > 0) {
      return [`${indent}readonly ${name}?: {`, ...members(`${prefix}${name}.`, `${indent}  `), `${indent}};`];
    }
    return [`${indent}/** ${setting.summary}. */`, `${indent}readonly ${name}?: ${typeText(setting)};`];
  });
}

function typeText(setting: Setting): string {
  const choices = setting.choices?.map((choice) => JSON.stringify(choice)).join(" | ");
  const texts: Readonly<Record<Setting["kind"], string>> = {
    text: "string",
    path: "string",
    url: setting.key === "url" ? "string | ((request: ConfigRequest) => string | Promise<string>)" : "string",
    flag: "boolean",
    count: "number",
    duration: "string | 0",
    choice: choices ?? "string",
    list: "string | readonly string[]",
    paths: "string | readonly string[]",
    record: `Readonly<Record<string, ${choices ?? "string | number | boolean"}>>`,
  };
  return texts[setting.kind];
}
