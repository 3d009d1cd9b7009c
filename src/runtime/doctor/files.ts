import { count } from "../../util/count.ts";
import type { Dialect, Server } from "../../dialect/dialect.ts";
import type { RevisionGraph } from "../../revision/graph.ts";
import type { Direction } from "../../revision/revision.ts";
import type { Script } from "../../script/script.ts";
import { RetortError } from "../../util/errors.ts";
import { prepare } from "../prepare.ts";
import { type Diagnosis, problemOf } from "./diagnosis.ts";

/** How a file is read. */
export interface FileCheck {
  readonly dialect: Dialect;
  readonly server: Server;
}

/** Each revision that could not run on this engine, several heads, and files without a way down. */
export function fileDiagnoses(graph: RevisionGraph<Script>, check: FileCheck): Diagnosis[] {
  const scripts = [...graph.all()];
  const broken = scripts.flatMap((script) => problems(script, "upgrade", check));
  const oneWay = scripts.filter((script) => problems(script, "downgrade", check).length > 0);
  return [
    ...(broken.length === 0 ? [counted(scripts.length)] : broken),
    ...severalHeads(graph),
    ...(oneWay.length === 0 ? [] : [withoutWayDown(oneWay)]),
  ];
}

function problems(script: Script, direction: Direction, { dialect, server }: FileCheck): Diagnosis[] {
  const plan = { from: [], to: [], steps: [{ revision: script, direction }] };
  try {
    prepare(plan, { dialect, server, transaction: "per-revision" });
    return [];
  } catch (error) {
    // What says itself that it cannot be taken back is as it should be.
    if (error instanceof RetortError && error.message.includes("is irreversible")) return [];
    return [problemOf("files", error)];
  }
}

function severalHeads({ realHeads }: RevisionGraph<Script>): Diagnosis[] {
  if (realHeads.length < 2) return [];
  return [{
    check: "files",
    level: "problem",
    message: `Several heads: ${realHeads.join(", ")}`,
    hint: "`retort merge heads` joins them, or `retort upgrade heads` means all of them",
  }];
}

function withoutWayDown(scripts: readonly Script[]): Diagnosis {
  const ids = scripts.slice(0, 3).map(({ id }) => id).join(", ");
  const more = scripts.length > 3 ? ` and ${scripts.length - 3} more` : "";
  return {
    check: "files",
    level: "note",
    message: `No way down that could run: ${ids}${more}`,
    hint: 'Write the down section, or `-- migrate:down irreversible "why"`',
  };
}

function counted(revisions: number): Diagnosis {
  return { check: "files", level: "ok", message: `${count(revisions, "revision")} can be read` };
}
