import type { Setting } from "./setting.ts";
import { SETTINGS } from "./settings.ts";

/** A piece of a JSON Schema. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** What `parseDuration` reads, as a pattern. */
const DURATION = "^\\s*(?:0+|(?:\\d+(?:\\.\\d+)?\\s*(?:[mM][sS]|[sSmMhHdD])\\s*)+)$";

/** The JSON Schema (draft 2020-12) of `retort.jsonc`, for editors. */
export function configJsonSchema(): JsonSchema {
  const settings = groupSchema("");
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Configuration of retort",
    type: "object",
    properties: {
      $schema: { type: "string", description: "Where this schema is, for editors" },
      ...settings,
      profiles: {
        type: "object",
        description: "Databases by name (-n NAME): what a profile sets goes before the top of the file",
        additionalProperties: { type: "object", properties: settings, additionalProperties: false },
      },
    },
    additionalProperties: false,
  };
}

/** The properties whose keys start with `prefix`; deeper ones become objects. */
function groupSchema(prefix: string): JsonSchema {
  const properties: Record<string, unknown> = {};
  for (const setting of SETTINGS) {
    if (setting.inFile === "never" || !setting.key.startsWith(prefix)) continue;
    const [name = "", ...deeper] = setting.key.slice(prefix.length).split(".");
    if (deeper.length === 0) properties[name] = settingSchema(setting);
    else {
      properties[name] ??= {
        type: "object",
        properties: groupSchema(`${prefix}${name}.`),
        additionalProperties: false,
      };
    }
  }
  return properties;
}

function settingSchema(setting: Setting): JsonSchema {
  const initial = defaultOf(setting);
  return {
    description: setting.summary,
    ...valueSchema(setting),
    ...(initial === undefined ? {} : { default: initial }),
  };
}

function valueSchema(setting: Setting): JsonSchema {
  switch (setting.kind) {
    case "text":
    case "path":
    case "url":
      return { type: "string" };
    case "flag":
      return { type: "boolean" };
    case "count":
      return { type: "integer", minimum: 0 };
    case "duration":
      return { anyOf: [{ type: "string", pattern: DURATION }, { const: 0 }] };
    case "choice":
      return { enum: setting.choices };
    case "list":
    case "paths":
      return { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] };
    case "record":
      return {
        type: "object",
        additionalProperties: setting.choices === undefined
          ? { type: ["string", "number", "boolean"] }
          : { enum: setting.choices },
      };
  }
}

function defaultOf(setting: Setting): unknown {
  if (setting.kind === "flag") return setting.default === "true";
  if (setting.kind === "count") return Number(setting.default);
  return setting.default;
}
