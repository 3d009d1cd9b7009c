/** Who runs retort: `ada@laptop`, as far as the operating system tells. */
export function person(): string {
  const account = Deno.env.get("USER") ?? Deno.env.get("LOGNAME") ?? Deno.env.get("USERNAME") ?? "unknown";
  return `${account}@${hostName()}`;
}

function hostName(): string {
  try {
    return Deno.hostname();
  } catch {
    return "unknown";
  }
}
