import type { Result, RowResult } from "./compare.ts";
import type { Machine } from "./machine.ts";

/** All that one run of the benchmark found out. */
export interface Report {
  readonly schema: "retort/bench/v1";
  readonly measuredAt: string;
  readonly quick: boolean;
  readonly machine: Machine;
  /** What was left out, and why. */
  readonly notes: readonly string[];
  readonly rows: readonly (RowResult & { readonly ratios: Readonly<Record<string, number>> })[];
}

/** retort's time over each other contender's: below 1 retort is faster. */
export function ratios({ results }: RowResult): Record<string, number> {
  const own = results.find(({ role }) => role === "retort")?.wallMs;
  const found: Record<string, number> = {};
  for (const { name, role, wallMs } of results) {
    if (role === "retort" || own === undefined || wallMs === undefined) continue;
    found[name] = Math.round(own / wallMs * 100) / 100;
  }
  return found;
}

/** The report for people. */
export function reportText({ machine, rows, notes, quick }: Report): string {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  const lines = [
    `${machine.system}; ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB`,
    versions.join(", "),
    `load ${machine.loadBefore} at the start; starting a process takes ${machine.startMs} ms of every figure`,
    ...(quick ? ["quick: too few runs to compare anything"] : []),
    ...notes,
  ];
  for (const row of rows) lines.push("", ...rowLines(row));
  return lines.map((line) => `${line}\n`).join("");
}

function rowLines(row: RowResult): string[] {
  const target = row.target === "" ? "" : `; target: ${row.target}`;
  const heading = `${row.title} [${row.id}], ${row.runs} runs${target}`;
  const factors = ratios(row);
  const header = ["", "median ms", "min-max", "CPU ms", "peak MiB", "retort is"];
  const cells = row.results.map((result) => resultCells(result, factors[result.name]));
  return [heading, ...aligned([header, ...cells])];
}

function resultCells(result: Result, factor: number | undefined): string[] {
  const { name, role, failure } = result;
  const shown = role === "floor" ? `${name} (floor)` : name;
  if (failure !== undefined) {
    return [shown, "failed", "", "", "", failure.replaceAll(/\s+/g, " ").slice(0, 120)];
  }
  const range = `${number(result.fastestMs)}-${number(result.slowestMs)}`;
  const comparison = factor === undefined ? "" : `${factor.toFixed(2)} x`;
  return [shown, number(result.wallMs), range, number(result.cpuMs), number(result.peakMiB), comparison];
}

function number(value: number | undefined): string {
  if (value === undefined) return "-";
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}

/** Names to the left, figures to the right. */
function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => width(row, column))));
  return table.map((row) =>
    row.map((cell, column) => column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))
      .join("  ").trimEnd()
  ).map((line) => `  ${line}`);
}

function width(row: readonly string[], column: number): number {
  const failed = row[1] === "failed" && column === row.length - 1;
  return failed ? 0 : row[column]?.length ?? 0;
}
