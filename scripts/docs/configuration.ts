import { environmentName, type Setting, type SettingSection } from "../../src/config/setting.ts";
import { HOOKS, SETTINGS } from "../../src/config/settings.ts";

const SECTIONS: Readonly<Record<SettingSection, string>> = {
  database: "Database",
  files: "Files",
  run: "Running revisions",
  ledger: "Ledger",
  autogenerate: "Autogenerate and lint",
  tenants: "Tenants",
  output: "Output",
};

/** The text of docs/configuration.md. */
export function configurationPage(): string {
  return [INTRODUCTION, ...sections(), ENDING].join("\n\n") + "\n";
}

function sections(): string[] {
  return Object.entries(SECTIONS).map(([section, title]) => {
    const settings = SETTINGS.filter((setting) => setting.section === section);
    return [
      `### ${title}`,
      "",
      "| key | flag | variable | default | meaning |",
      "| --- | --- | --- | --- | --- |",
    ]
      .concat(settings.map(row)).join("\n");
  });
}

function row(setting: Setting): string {
  const short = setting.short === undefined ? "" : `-${setting.short}, `;
  const shorthands = Object.keys(setting.shorthands ?? {}).map((flag) => `, \`--${flag}\``).join("");
  const choices = setting.choices?.map((choice) => `\`${choice}\``).join(", ");
  return `| ${
    [
      setting.inFile === "never" ? "" : code(setting.key),
      setting.flag === undefined ? "" : code(`${short}--${setting.flag}`) + shorthands,
      code(environmentName(setting)),
      code([setting.default ?? ""].flat().join(",")),
      setting.summary.replace(/\{[^}]*\}/g, (tokens) => `\`${tokens}\``) +
      (choices === undefined ? "" : ` (${choices})`),
    ].join(" | ")
  } |`;
}

function code(text: string | undefined): string {
  return text === undefined || text === "" ? "" : `\`${text}\``;
}

const INTRODUCTION = `# Configuration

retort needs no configuration file: \`--url\` (or \`DATABASE_URL\`) and a folder \`./migrations\` are enough. For more there is
\`retort.jsonc\` (JSON with comments; \`retort.json\` is the same), or \`retort.config.ts\` where code is wanted. They are looked
for in the working directory, in this order; \`-c FILE\` or \`RETORT_CONFIG\` names another one.

\`\`\`jsonc
{
  "url": "env:SHOP_DATABASE_URL",
  "dir": ["db/migrations"],
  "lockWait": "10m",
  "profiles": {
    "staging": { "url": "cmd:vault read -field=url secret/staging" },
    "production": { "url": "file:/run/secrets/database_url", "protected": true }
  }
}
\`\`\`

## Who wins

The first of these that says something: an argument of the library, a flag, a \`RETORT_…\` variable, the profile, the top of the
file, \`DATABASE_URL\`, the default. A variable counts from the environment first, then from \`.env\`. An empty variable counts as
absent, an empty text in a profile takes back what the top of the file says. \`retort config --show-origin\` prints where each
value comes from. Unknown keys are errors, unknown \`RETORT_…\` variables are warned of.

A profile is chosen with \`-n NAME\`, \`RETORT_NAME\` or the key \`profile\`.

## Values

- **Durations** have a unit: \`500ms\`, \`30s\`, \`5m\`, \`1h30m\`, \`7d\`. A number without one is refused, since tools disagree on
  what it means; only \`0\` needs none.
- **Lists** are arrays in the file (one text counts as a list of one), repeated flags on the command line, and separated by commas
  in a variable.
- **True and false** in a variable are \`true\`, \`yes\`, \`on\`, \`1\` and \`false\`, \`no\`, \`off\`, \`0\`.
- **Paths** in the file are relative to the file, SQLite's among them; in flags and variables to the working directory.

## Database URLs

| form | means |
| --- | --- |
| \`sqlite:app.db\`, \`sqlite:///app.db\`, \`sqlite://app.db\` | a file, relative |
| \`sqlite:/srv/app.db\`, \`sqlite:////srv/app.db\` | a file, absolute |
| \`sqlite::memory:\`, \`sqlite://\` | a database in memory |
| \`postgres://user:password@host:5432/database?sslmode=require\`, \`postgresql://…\` | PostgreSQL |
| \`postgres:///database?host=/run/postgresql\`, \`postgres://%2Frun%2Fpostgresql/database\` | its socket |
| \`mysql://user:password@host:3306/database\`, \`mariadb://…\` | MySQL, MariaDB |
| \`mysql://user@localhost/database?socket=/run/mysqld/mysqld.sock\` | their socket |
| \`postgresql+asyncpg://…\`, \`mysql+pymysql://…\`, \`sqlite+aiosqlite:///…\` | SQLAlchemy's forms; the driver is left aside |

Passwords may hold any character as it is: the last \`@\` ends them (an \`@\` behind \`?user=\`, \`?options=\` and their like does
not count), and the user ends at the first \`:\`. A user that holds a \`:\` writes it \`%3A\`. \`%XX\` is decoded once; a \`%\` that
encodes nothing stands for itself. IPv6 addresses stand in brackets.

Instead of a URL there may be a reference: \`env:NAME\` (a variable, from the environment or \`.env\`), \`file:PATH\`, or
\`cmd:COMMAND\`, which a shell runs at each connect, so that short-lived tokens work.

## .env

\`.env\` in the working directory is read where it is there; \`--env-file\` names others, of which later ones win, and
\`--env-file=\` none. A variable that is set in the environment is never overridden. Lines are \`NAME=value\`, with \`export\`
before it and \`# comments\` allowed; single, double and back quotes may span lines, double quotes know \`\\n\`, \`\\t\`, \`\\"\`,
\`\\\\\`. Nothing is expanded: a \`$\` is a \`$\`.

## Settings

Keys with a dot stand in an object: \`ledger.table\` is written \`{ "ledger": { "table": "…" } }\`.`;

const ENDING = `## retort.config.ts

The same keys, typed, with functions where they help. It imports types only, so it needs no package:

\`\`\`ts
import type { Config } from "./migrations/retort.d.ts";

export default {
  url: ({ profile }) => \`postgres://localhost/shop_\${profile ?? "dev"}\`,
  dir: "migrations",
} satisfies Config;
\`\`\`

\`url\` may be a function: it is called at each connect with what \`-x\`, \`--tag\` and \`-n\` said. Further functions:
${HOOKS.map((hook) => `\`${hook}\``).join(", ")}.

## Editors

\`retort config --schema\` prints the JSON Schema of \`retort.jsonc\`; \`"$schema": "./retort.schema.json"\` in the file points an
editor at a copy of it.`;
