/**
 * What a setting's value looks like.
 *
 * text · flag: true or false · duration: `5m` · count: a whole number · choice: one of `choices` · list: texts ·
 * path, paths: relative to the file or directory that names them · url: a database URL or a reference · record: texts by name.
 */
export type SettingKind =
  | "text"
  | "flag"
  | "duration"
  | "count"
  | "choice"
  | "list"
  | "path"
  | "paths"
  | "url"
  | "record";

/** A chapter of the documentation's list of settings. */
export type SettingSection = "database" | "files" | "run" | "ledger" | "autogenerate" | "tenants" | "output";

/** All there is to know of a setting: keys, variables, flags, JSON Schema and documentation come from it. */
export interface Setting {
  /** In the configuration file: camelCase, dotted for a group. */
  readonly key: string;
  readonly kind: SettingKind;
  readonly section: SettingSection;
  /** One line, no final period. */
  readonly summary: string;
  /** As a user would write it in a variable; absent where there is none. */
  readonly default?: string | readonly string[];
  readonly choices?: readonly string[];
  /** The long flag without its dashes. */
  readonly flag?: string;
  /** Whether the flag belongs to every command. */
  readonly global?: boolean;
  /** The one-letter flag. */
  readonly short?: string;
  /** What a flag's value is called in help. */
  readonly value?: string;
  /** Flags that are short for a value: `--no-lock` for `none`. */
  readonly shorthands?: Readonly<Record<string, string>>;
  /** `never`: not in the configuration file, which must be found first. */
  readonly inFile?: "never";
  /** May hold a password: shown with it hidden. */
  readonly secret?: boolean;
}

/** The environment variable of a setting; undefined for records, which a variable cannot hold. */
export function environmentName(setting: Setting): string | undefined {
  if (setting.kind === "record") return undefined;
  const words = (setting.flag ?? setting.key).replace(/[A-Z]/g, (letter) => `_${letter}`).replace(
    /[-.]/g,
    "_",
  );
  return `RETORT_${words.toUpperCase()}`;
}

/** The key under which parsed flags hold a flag: `lock-wait` is `lockWait`. */
export function flagKey(flag: string): string {
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
