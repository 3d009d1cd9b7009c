import type { Checkup, ExternalTool } from "../../dialect/checkup.ts";
import { RetortError } from "../../util/errors.ts";
import { runProgram } from "../program.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** The engine's own programs, as far as they are here, with the version that they say. */
export async function toolDiagnoses({ tools }: Checkup): Promise<Diagnosis[]> {
  return await Promise.all(tools.map(lookFor));
}

async function lookFor({ names, purpose }: ExternalTool): Promise<Diagnosis> {
  for (const name of names) {
    const version = await versionOf(name);
    if (version !== undefined) return { check: "tools", level: "ok", message: `${name}: ${version}` };
  }
  return {
    check: "tools",
    level: "note",
    message: `There is no ${names.join(" or ")} here`,
    hint: `Install it for ${purpose}`,
  };
}

async function versionOf(name: string): Promise<string | undefined> {
  try {
    const { code, stdout } = await runProgram(name, ["--version"]);
    return code === 0 ? new TextDecoder().decode(stdout).split("\n", 1)[0]?.trim() : undefined;
  } catch (error) {
    if (error instanceof RetortError) return undefined;
    throw error;
  }
}
