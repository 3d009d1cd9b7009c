import type { ScriptLanguage } from "../../script/script.ts";

/** What `init` can start a project from. */
export interface Template {
  readonly name: string;
  /** One line, no final period. */
  readonly summary: string;
  /** What new revisions are written in unless a flag says otherwise. */
  readonly language: ScriptLanguage;
}

/** The templates of `init`, the default first. */
export const TEMPLATES: readonly Template[] = [
  { name: "sql", summary: "Revisions in SQL; TypeScript where a revision needs code", language: "sql" },
  { name: "ts", summary: "Revisions in TypeScript", language: "typescript" },
];
