import type { Candidate, Wanted } from "../command/complete.ts";
import { SETTINGS } from "../config/settings.ts";
import { COMMANDS } from "./commands.ts";
import { type Invocation, looksLikeTarget, OptionCollector } from "./invocation.ts";
import { commandOptions, globalOptions, type KnownOption, type KnownOptions } from "./option_table.ts";
import { isNamed } from "./quick.ts";
import { globalFlags } from "./setting_flags.ts";
import { type CommandSpec, flagOf } from "./spec.ts";
import { environment } from "./terminal.ts";

/**
 * The run that answers a shell's script, `retort __complete before… .current`: the word at the cursor stands behind a
 * dot, because not every shell passes an empty one on. The configuration is read only where the answer depends on it.
 */
export function completion(words: readonly string[]): Invocation {
  const { wanted, lead, globals } = wantedAt(words.slice(0, -1), (words.at(-1) ?? "").slice(1));
  return {
    spec: {
      name: "__complete",
      group: "start",
      summary: "Answer a shell that completes a command line",
      examples: [],
      positionals: [],
      options: {},
      ...(readsConfiguration(wanted) ? {} : { configuration: "none" }),
      load: async () => {
        const { printCandidates } = await import("../command/complete.ts");
        return { run: (_values, context) => printCandidates(wanted, lead, context) };
      },
    },
    values: { arguments: [] },
    globals,
  };
}

function readsConfiguration({ kind }: Wanted): boolean {
  return kind === "revision" || kind === "range" || kind === "label" || kind === "profile";
}

/** What stands at the cursor. */
interface AtCursor {
  readonly wanted: Wanted;
  /** What a candidate begins with that is not part of the value: `--head=`. */
  readonly lead: string;
  readonly globals: OptionCollector["globals"];
}

/** Tells from the words before the cursor what the one at it may be. */
export function wantedAt(before: readonly string[], current: string): AtCursor {
  const line = new LineBeforeCursor(before);
  const equals = current.startsWith("--") ? current.indexOf("=") + 1 : 0;
  const valued = equals > 0 ? line.known.get(current.slice(0, equals - 1)) : undefined;
  const lead = valued === undefined ? "" : current.slice(0, equals);
  const typed = current.slice(lead.length);
  return { wanted: wantedBy(line, valued ?? line.pending, typed), lead, globals: line.globals };
}

function wantedBy(line: LineBeforeCursor, option: KnownOption | undefined, typed: string): Wanted {
  if (option !== undefined) return valueOf(option, typed);
  const { spec, known } = line;
  if (typed.startsWith("-") && !looksLikeTarget(typed) && !line.onlyOperands) {
    return fixed(flagCandidates(known, line.given), typed);
  }
  if (spec === undefined) return line.lost ? { kind: "nothing" } : fixed(commandCandidates(), typed);
  const positional = spec.positionals[line.operands] ??
    spec.positionals.findLast(({ many }) => many === true);
  return positional === undefined ? { kind: "nothing" } : wantedByName(positional.name, typed);
}

/** Reads a command line up to the cursor; whatever is wrong with it is left alone. */
class LineBeforeCursor {
  readonly #collector = new OptionCollector();
  readonly #given = new Set<KnownOption>();
  known: KnownOptions = globalOptions(globalFlags());
  spec: CommandSpec | undefined;
  /** The option whose value comes next. */
  pending: KnownOption | undefined;
  operands = 0;
  /** After `--` nothing is a flag. */
  onlyOperands = false;
  /** Whether there is a command that nobody knows. */
  lost = false;

  constructor(words: readonly string[]) {
    for (const word of words) this.#take(word);
  }

  get given(): ReadonlySet<KnownOption> {
    return this.#given;
  }

  get globals(): OptionCollector["globals"] {
    return this.#collector.globals;
  }

  #take(word: string): void {
    if (this.pending !== undefined) {
      this.#collector.add(this.pending, fromHome(word));
      this.pending = undefined;
    } else if (word === "--" && !this.onlyOperands) this.onlyOperands = true;
    else if (word.startsWith("-") && !looksLikeTarget(word) && !this.onlyOperands) this.#takeFlag(word);
    else if (this.spec === undefined) this.#takeCommand(word);
    else this.operands += 1;
  }

  #takeFlag(word: string): void {
    const equals = word.startsWith("--") ? word.indexOf("=") : -1;
    const option = this.known.get(equals < 0 ? word : word.slice(0, equals));
    if (option === undefined) return;
    this.#given.add(option);
    if (equals >= 0) this.#collector.add(option, fromHome(word.slice(equals + 1)));
    else if (takesValue(option)) this.pending = option;
    else this.#collector.add(option, undefined);
  }

  #takeCommand(word: string): void {
    this.spec = COMMANDS.find((candidate) => isNamed(candidate, word));
    if (this.spec === undefined) this.lost = true;
    else this.known = commandOptions(globalFlags(), this.spec.options);
  }
}

/** A shell hands the line over as it was typed. */
function fromHome(value: string): string {
  return value.startsWith("~/") ? `${environment("HOME") ?? "~"}${value.slice(1)}` : value;
}

function takesValue({ spec }: KnownOption): boolean {
  return spec.kind === "text" || spec.kind === "list";
}

function valueOf({ key, spec }: KnownOption, typed: string): Wanted {
  if (spec.choices !== undefined) return fixed(spec.choices.map((choice) => ({ text: choice })), typed);
  return wantedByName(NAMED_BY_KEY.includes(key) ? key : spec.value ?? key, typed);
}

/** Flags that say more of their value than their value's name does. */
const NAMED_BY_KEY = ["template", "for"];

/** What an operand or a flag's value is called in help says what it can be. */
function wantedByName(name: string, typed: string): Wanted {
  switch (name.replace(/s$/, "")) {
    case "revision":
    case "target":
    case "for":
      return { kind: "revision", typed };
    case "from:to":
      return { kind: "range", typed };
    case "label":
      return { kind: "label", typed };
    case "profile":
      return { kind: "profile", typed };
    case "template":
      return { kind: "template", typed };
    case "command":
      return fixed(commandCandidates(), typed);
    case "setting":
      return fixed(SETTINGS.map(({ key, summary }) => ({ text: key, summary })), typed);
    case "shell":
      return fixed(["bash", "zsh", "fish", "powershell"].map((text) => ({ text })), typed);
    case "file":
    case "source":
      return { kind: "file" };
    case "directory":
      return { kind: "directory" };
    default:
      return { kind: "nothing" };
  }
}

function fixed(candidates: readonly Candidate[], typed: string): Wanted {
  return { kind: "fixed", candidates: candidates.filter(({ text }) => text.startsWith(typed)) };
}

function commandCandidates(): Candidate[] {
  return COMMANDS.map(({ name, summary }) => ({ text: name, summary }));
}

/** Every flag that has not been given, by its long spelling; those that may be repeated stay. */
function flagCandidates(known: KnownOptions, given: ReadonlySet<KnownOption>): Candidate[] {
  const own: Candidate[] = [];
  const everywhere: Candidate[] = [];
  for (const [spelling, option] of known) {
    const { key, scope, spec } = option;
    if (spelling !== flagOf(key) && key.length > 1) continue;
    if (given.has(option) && spec.kind !== "list") continue;
    (scope === "command" ? own : everywhere).push({ text: spelling, summary: spec.summary });
  }
  return [...own, ...everywhere, { text: "--help", summary: "Explain the command" }];
}
