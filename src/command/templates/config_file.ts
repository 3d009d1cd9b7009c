/** The text of a new `retort.jsonc`: short, and every line that is not needed commented out. */
export function configFileText(directory: string): string {
  return `// Settings of retort. \`retort config --show-origin\` prints all of them, and where each was set;
// \`retort config --schema\` prints a JSON Schema for editors.
{
  // Where the revision files are.
  "dir": [${JSON.stringify(directory)}],

  // The database. Keep passwords out of this file: set DATABASE_URL, write it into .env,
  // or say where it is: "env:NAME", "file:PATH", "cmd:COMMAND".
  // "url": "sqlite:app.db",

  // Several databases: \`retort -n production upgrade\`. A protected one asks before it destroys.
  // "profiles": {
  //   "production": { "url": "env:PRODUCTION_DATABASE_URL", "protected": true }
  // }
}
`;
}
