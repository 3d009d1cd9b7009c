import { count } from "../../util/count.ts";
import type { Repeatable } from "../../script/repeatable.ts";
import { prepareRepeatables } from "../repeatable/prepare.ts";
import { type Diagnosis, problemOf } from "./diagnosis.ts";
import type { FileCheck } from "./files.ts";

/** Each repeatable that could not run on this engine. */
export function repeatableDiagnoses(repeatables: readonly Repeatable[], check: FileCheck): Diagnosis[] {
  const broken = repeatables.flatMap((repeatable) => problems(repeatable, check));
  if (broken.length > 0) return broken;
  return [{ check: "files", level: "ok", message: `${count(repeatables.length, "repeatable")} can be read` }];
}

function problems(repeatable: Repeatable, { dialect, server }: FileCheck): Diagnosis[] {
  try {
    prepareRepeatables([{ repeatable, why: "new" }], { dialect, server, transaction: "per-revision" });
    return [];
  } catch (error) {
    return [problemOf("files", error)];
  }
}
