import { RetortError } from "./errors.ts";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A duration such as `500ms`, `30s`, `1m30s` or `7d` in milliseconds. A number without a unit is refused, since other
 * tools disagree on what it means; `0` needs none.
 *
 * @throws RetortError `usage`
 */
export function parseDuration(text: string): number {
  const [, only, unit = ""] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
  // The usual form, which stands on the way to every command.
  if (only !== undefined) return Number(only) * (UNITS[unit] ?? 0);
  const plain = text.trim().toLowerCase();
  if (/^0+$/.test(plain)) return 0;
  if (/^\d+(?:\.\d+)?$/.test(plain)) {
    throw new RetortError("usage", `The duration '${plain}' has no unit`, {
      hint: `Write ${plain}s for seconds or ${plain}ms for milliseconds`,
    });
  }
  if (!/^(?:\d+(?:\.\d+)?\s*(?:ms|s|m|h|d)\s*)+$/.test(plain)) {
    throw new RetortError("usage", `Cannot read '${text.trim()}' as a duration`, {
      hint: "Write a number and ms, s, m, h or d: 500ms, 30s, 5m, 1h30m",
    });
  }
  const parts = plain.matchAll(/([\d.]+)\s*(ms|s|m|h|d)/g);
  return Math.round(
    parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ""] ?? 0), 0),
  );
}

/** Milliseconds as the shortest text that `parseDuration` reads back: `90s`, not `90000ms`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return "0";
  const [unit, size] = Object.entries(UNITS).findLast(([, size]) => milliseconds % size === 0) ?? ["ms", 1];
  return `${milliseconds / size}${unit}`;
}
