import { builtInTemplate } from "../../script/template.ts";
import { ENTRYPOINT } from "./entrypoint.ts";

/** What the files of a template are made from. */
export interface TemplateParts {
  /** The text of `retort.d.ts`. */
  readonly types: string;
}

/** What `init` can start a project from. */
export interface Template {
  readonly name: string;
  /** One line, no final period. */
  readonly summary: string;
  /** What goes into the script directory: names and texts. */
  files(parts: TemplateParts): readonly (readonly [name: string, text: string])[];
  /** What goes beside the configuration file; a file that is there is kept. */
  readonly beside?: readonly (readonly [name: string, text: string])[];
}

/** The templates of `init`, the default first. */
export const TEMPLATES: readonly Template[] = [
  {
    name: "sql",
    summary: "Revisions in SQL; TypeScript where a revision needs code (retort revision --ts)",
    files: ({ types }) => [["retort.d.ts", types]],
  },
  {
    name: "ts",
    summary: "Revisions in TypeScript, from a template that can be changed",
    files: ({ types }) => [["retort.d.ts", types], ["_template.ts", builtInTemplate("typescript")]],
  },
  {
    name: "docker",
    summary: "Revisions in SQL, and an entrypoint for containers that migrates before the application starts",
    files: ({ types }) => [["retort.d.ts", types]],
    beside: [["docker-entrypoint.sh", ENTRYPOINT]],
  },
];
