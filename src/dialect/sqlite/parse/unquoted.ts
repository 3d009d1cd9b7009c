/** What a name or a string means: without the quotes around it, which SQLite takes in four forms for both. */
export function unquoted(text: string): string {
  const quote = text.charAt(0);
  if (quote === "[") return text.slice(1, -1);
  if (quote !== '"' && quote !== "`" && quote !== "'") return text;
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}
