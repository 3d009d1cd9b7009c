/** The display widths that a server gives a whole number by itself; MySQL prints none any more. */
const USUAL_WIDTHS: Readonly<Record<string, string>> = {
  "tinyint(4)": "tinyint",
  "tinyint(3) unsigned": "tinyint unsigned",
  "smallint(6)": "smallint",
  "smallint(5) unsigned": "smallint unsigned",
  "mediumint(9)": "mediumint",
  "mediumint(8) unsigned": "mediumint unsigned",
  "int(11)": "int",
  "int(10) unsigned": "int unsigned",
  "bigint(20)": "bigint",
  "bigint(20) unsigned": "bigint unsigned",
  "year(4)": "year",
};

/** A COLUMN_TYPE without what only says which version printed it. */
export function canonicalType(type: string): string {
  const plain = type.includes("/*") ? type.replace(/\s*\/\*.*?\*\//g, "") : type;
  return USUAL_WIDTHS[plain] ?? plain;
}

/** Whether MariaDB says in a comment that it keeps the column compressed. */
export function isCompressed(type: string): boolean {
  return /\/\*M?!\d+ COMPRESSED\*\//.test(type);
}
