/**
 * What mariadb-dump prints, without what says nothing: the order of keys and constraints in a table, the method and the
 * action that there are anyway, how the head of a trigger was written, and the character set of the client that wrote it.
 */
export function comparableDump(text: string): string {
  return text
    .replace(/ AUTO_INCREMENT=\d+/g, "")
    .replace(/^\/\*!5000[13] SET (?:character_set_(?:client|results)|collation_connection) .*\n/gm, "")
    .replace(/ USING (?:BTREE|HASH)(?=,?$)/gm, "")
    .replace(/ ON (?:UPDATE|DELETE) (?:NO ACTION|RESTRICT)/g, "")
    .replace(/(?<=\/\*!50003 )TRIGGER [\s\S]*?FOR EACH ROW\s+(?:(?:FOLLOWS|PRECEDES) \S+ )?/gi, triggerHead)
    .replace(/(?:^ {2}(?:(?:UNIQUE |FULLTEXT |SPATIAL )?KEY|CONSTRAINT) .*\n)+/gm, sortedLines);
}

function triggerHead(head: string): string {
  const plain = head.replaceAll("`", "").replace(/\s+/g, " ").toUpperCase();
  return plain.replace(/ (?:FOLLOWS|PRECEDES) \S+ $/, " ");
}

function sortedLines(lines: string): string {
  return lines.trimEnd().split("\n").map((line) => line.replace(/,$/, "")).sort().join("\n") + "\n";
}
