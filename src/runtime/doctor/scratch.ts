import { count } from "../../util/count.ts";
import type { World } from "../environment.ts";
import { scratchPlace } from "../scratch.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** How old what a killed run left must be before it is told of. Milliseconds. */
const AGE = 3_600_000;

/** Scratch databases that killed runs have left behind; with `clean` they are dropped. */
export async function scratchDiagnoses(world: World, clean: boolean): Promise<Diagnosis[]> {
  const { dialect, server } = await scratchPlace(world);
  const keeper = await dialect.scratch();
  const dropped = clean ? await keeper.clean(server, AGE) : [];
  const left = await keeper.leftovers(server, AGE);
  return [
    ...(dropped.length === 0 ? [] : [droppedDiagnosis(dropped)]),
    ...(left.length === 0 ? [] : [leftDiagnosis(left, clean)]),
  ];
}

function droppedDiagnosis(names: readonly string[]): Diagnosis {
  return {
    check: "scratch",
    level: "ok",
    message: `Dropped ${count(names.length, "scratch database")} of killed runs: ${names.join(", ")}`,
  };
}

function leftDiagnosis(names: readonly string[], tried: boolean): Diagnosis {
  const hint = tried
    ? "This user could not drop all of them: somebody else made or uses them"
    : "`retort doctor --clean` drops them, and so does the next command that makes one";
  return {
    check: "scratch",
    level: "note",
    message: `${count(names.length, "scratch database")} of killed runs: ${names.join(", ")}`,
    hint,
  };
}
