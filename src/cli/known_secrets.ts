/** Variables that hold nothing but a password. */
const PASSWORDS = ["PGPASSWORD", "MYSQL_PWD", "PGSSLPASSWORD"];
/** Variables that hold a URL, needed before the settings are known. */
const URLS = ["DATABASE_URL", "RETORT_URL", "RETORT_DIRECT_URL", "RETORT_DEV_URL"];

/** Learns what a command line and its environment say that must not be printed, before anything is. */
export async function learnFromStart(
  args: readonly string[],
  variable: (name: string) => string | undefined,
  secrets: Set<string>,
): Promise<void> {
  for (const name of PASSWORDS) secrets.add(variable(name) ?? "");
  secrets.delete("");
  const values = args.map((argument) => /^--[\w-]+=(.*)$/s.exec(argument)?.[1] ?? argument);
  await learnFromUrls([...values, ...URLS.map((name) => variable(name) ?? "")], secrets);
}

/** Learns the passwords of those texts that are URLs, whether or not they can be connected to. */
export async function learnFromUrls(texts: Iterable<unknown>, secrets: Set<string>): Promise<void> {
  for (const text of texts) {
    if (typeof text !== "string" || !/^\s*[A-Za-z][\w.+-]*:.*(?:@|password=)/is.test(text)) continue;
    const { secretsOfText } = await import("../util/database_url.ts");
    for (const secret of secretsOfText(text)) secrets.add(secret);
  }
}
