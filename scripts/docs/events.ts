import { EVENT_TYPES } from "../../src/command/event_types.ts";

interface Field {
  readonly type: string;
  readonly summary: string;
}

const FIELD_SCHEMAS: Readonly<Record<string, object>> = {
  string: { type: "string" },
  integer: { type: "integer" },
  boolean: { type: "boolean" },
  strings: { type: "array", items: { type: "string" } },
  steps: {
    type: "array",
    items: {
      type: "object",
      properties: {
        revision: { type: "string" },
        direction: { enum: ["upgrade", "downgrade"] },
        durationMs: { type: "integer" },
      },
      required: ["revision", "direction", "durationMs"],
      additionalProperties: false,
    },
  },
  repeatables: {
    type: "array",
    items: {
      type: "object",
      properties: { name: { type: "string" }, durationMs: { type: "integer" } },
      required: ["name", "durationMs"],
      additionalProperties: false,
    },
  },
  object: {
    type: "object",
    properties: {
      code: { type: "string" },
      exitCode: { type: "integer" },
      message: { type: "string" },
      hint: { type: "string" },
    },
    required: ["code", "exitCode", "message"],
  },
};

/** The JSON Schema of one event: docs/events.schema.json. */
export function eventsSchema(): object {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "An event of retort",
    oneOf: Object.entries(EVENT_TYPES).map(([type, { summary, fields }]) =>
      eventSchema(type, summary, fields)
    ),
  };
}

function eventSchema(type: string, summary: string, fields: Readonly<Record<string, Field>>): object {
  const all = Object.entries(fields);
  return {
    type: "object",
    description: summary,
    properties: {
      schema: { const: "retort/v1" },
      command: { type: "string" },
      type: { const: type },
      time: { type: "string", format: "date-time" },
      ...Object.fromEntries(all.map(([name, field]) => [name, { ...FIELD_SCHEMAS[field.type] }])),
    },
    required: [
      "schema",
      "command",
      "type",
      "time",
      ...all.map(([name]) => name),
    ],
    additionalProperties: false,
  };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  strings: "list of strings",
  steps: "list of objects",
  repeatables: "list of objects",
};

/** The text of docs/events.md. */
export function eventsPage(): string {
  const sections = Object.entries(EVENT_TYPES).map(([type, { summary, fields }]) =>
    [
      `### ${type}`,
      `${summary}.`,
      ["| field | type | meaning |", "| --- | --- | --- |", ...Object.entries(fields).map(row)].join("\n"),
    ].join("\n\n")
  );
  return [INTRODUCTION, ...sections].join("\n\n") + "\n";
}

function row([name, { type, summary }]: readonly [string, Field]): string {
  return `| \`${name}\` | ${TYPE_NAMES[type] ?? type} | ${summary} |`;
}

const INTRODUCTION = `# Logs and events

Standard output is the result, standard error everything else: what runs, what waits, warnings, errors.

| flag | what it does to standard error |
| --- | --- |
| \`-q\`, \`--quiet\` | warnings and errors only |
| \`-v\`, \`--verbose\` | details too: why a revision runs without a transaction, how long each took |
| \`--log-sql\` | every statement as it is sent, with its values, and how long its answer took; under \`-q\` too |
| \`--log-format timed\` | each line begins with its time (UTC) and its level |
| \`--log-format json\` | each line is an object of \`time\`, \`level\` and \`message\`; errors also have \`error\` |
| \`--color never\` | no colour, as where standard error is no terminal, or with \`NO_COLOR\` |

Levels are \`debug\`, \`info\`, \`warning\` and \`error\`. Secrets never appear, in no format. A long run shows on a terminal how far
it has come and about how long it will take; never where standard error is no terminal, under \`--quiet\`, or in another format
than text.

## Events

With \`--format ndjson\`, \`upgrade\`, \`migrate\`, \`downgrade\` and \`rollback\` write what happens to standard output as it happens:
one JSON object a line.

\`\`\`sh
retort upgrade --format ndjson --quiet
\`\`\`

\`\`\`json
{
  "schema": "retort/v1",
  "command": "upgrade",
  "type": "step-finished",
  "time": "2026-11-21T09:12:44.000Z",
  "revision": "8f3a1c9be2d4",
  "direction": "upgrade",
  "durationMs": 12
}
\`\`\`

Every event has the first four fields: \`command\` is the command as it is called without an alias, \`time\` is UTC. The last event is a
\`result\` or an \`error\`; the exit code is the same as without events. [events.schema.json](events.schema.json) is the JSON Schema of
one line. Events and fields may be added under \`retort/v1\`, so skip those that you do not know; none changes its meaning.

## Types`;
