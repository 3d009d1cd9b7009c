type Schema = Readonly<Record<string, unknown>>;

/** What a value breaks of a JSON Schema, of the part of that language that this project's schemas use; none is good. */
export function violations(value: unknown, schema: unknown, at = "$"): string[] {
  if (!isObject(schema)) return [`${at}: no schema`];
  const unknown = Object.keys(schema).filter((key) => !KEYWORDS.has(key));
  if (unknown.length > 0) return [`${at}: the schema says ${unknown.join(", ")}, which is not checked here`];
  return [
    ...(schema.type === undefined || hasType(value, schema.type) ? [] : [`${at}: is no ${schema.type}`]),
    ...("const" in schema && value !== schema.const ? [`${at}: is not ${schema.const}`] : []),
    ...(Array.isArray(schema.enum) && !schema.enum.includes(value)
      ? [`${at}: is none of ${schema.enum}`]
      : []),
    ...(schema.format === "date-time" && Number.isNaN(Date.parse(String(value)))
      ? [`${at}: is no time`]
      : []),
    ...(Array.isArray(schema.oneOf) ? oneOf(value, schema.oneOf, at) : []),
    ...(Array.isArray(value) ? value.flatMap((item, index) => inItems(item, schema, `${at}[${index}]`)) : []),
    ...(isObject(value) ? inProperties(value, schema, at) : []),
  ];
}

const KEYWORDS = new Set([
  "$schema",
  "title",
  "description",
  "type",
  "const",
  "enum",
  "format",
  "oneOf",
  "items",
  "properties",
  "required",
  "additionalProperties",
]);

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasType(value: unknown, type: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  const kind: string = typeof value;
  return kind === type;
}

function oneOf(value: unknown, choices: readonly unknown[], at: string): string[] {
  const answers = choices.map((choice) => violations(value, choice, at));
  const fitting = answers.filter((answer) => answer.length === 0).length;
  if (fitting === 1) return [];
  const closest = answers.toSorted((one, other) => one.length - other.length)[0] ?? [];
  return [`${at}: fits ${fitting} of the choices`, ...closest];
}

function inItems(item: unknown, { items }: Schema, at: string): string[] {
  return items === undefined ? [] : violations(item, items, at);
}

function inProperties(value: Schema, schema: Schema, at: string): string[] {
  const { required, properties, additionalProperties } = schema;
  const known = isObject(properties) ? properties : {};
  const needed = Array.isArray(required) ? required.map(String) : [];
  return [
    ...needed.filter((name) => !(name in value)).map((name) => `${at}: lacks ${name}`),
    ...Object.entries(value).flatMap(([name, part]) => {
      if (name in known) return violations(part, known[name], `${at}.${name}`);
      return additionalProperties === false ? [`${at}: has ${name}`] : [];
    }),
  ];
}
