import type { AlterEnum } from "../../operation/operation.ts";
import type { Sequence } from "../../schema/schema.ts";
import type { AlterEnumChange, ObjectOperations, SequenceOptions } from "../api/object_operations.ts";
import {
  badCall,
  type Check,
  checkArgument,
  checkOptions,
  FLAG,
  isRecord,
  NAME,
  TEXT,
  TEXTS,
} from "./argument.ts";
import { type BuildContext, namedObject } from "./build_context.ts";
import { COUNTING_OPTIONS, countingOf } from "./built_column.ts";
import type { Send } from "./send.ts";
import { viewCalls } from "./view_calls.ts";

/** The calls of `op` for types, sequences, views and schemas. */
export function objectCalls(context: BuildContext, send: Send): ObjectOperations {
  return {
    ...enumCalls(context, send),
    ...sequenceCalls(context, send),
    ...viewCalls(context, send),
    async createSchema(name, options = {}) {
      const call = "op.createSchema()";
      checkOptions(call, options, { ifNotExists: FLAG, comment: TEXT });
      const { name: plain } = namedObject(context, call, { what: "the schema's name", name });
      const { ifNotExists = false, comment = "" } = options;
      await send({ kind: "createNamespace", name: plain, comment, ifNotExists });
    },
    async dropSchema(name, options = {}) {
      const call = "op.dropSchema()";
      checkOptions(call, options, { ifExists: FLAG });
      const { name: plain } = namedObject(context, call, { what: "the schema's name", name });
      await send({ kind: "dropNamespace", name: plain, ifExists: options.ifExists ?? false });
    },
  };
}

function enumCalls(
  context: BuildContext,
  send: Send,
): Pick<ObjectOperations, "createEnum" | "alterEnum" | "dropEnum"> {
  const enumName = (call: string, name: string, schema?: string) =>
    namedObject(context, call, { what: "the enum's name", name, schema });
  return {
    async createEnum(name, values, options = {}) {
      const call = "op.createEnum()";
      checkArgument(call, "the values", values, TEXTS);
      const twice = values.find((value, position) => values.indexOf(value) !== position);
      if (twice !== undefined) throw badCall(call, `value '${twice}' stands twice`);
      checkOptions(call, options, { schema: NAME, ifNotExists: FLAG, comment: TEXT });
      const { comment = "", ifNotExists = false } = options;
      const type = { ...enumName(call, name, options.schema), values, comment };
      await send({ kind: "createEnum", type, ifNotExists });
    },
    async alterEnum(name, change) {
      const call = "op.alterEnum()";
      const { change: asked, ifNotExists } = enumChange(call, change);
      await send({
        kind: "alterEnum",
        type: enumName(call, name, change.schema),
        change: asked,
        ifNotExists,
      });
    },
    async dropEnum(name, options = {}) {
      const call = "op.dropEnum()";
      checkOptions(call, options, { schema: NAME, ifExists: FLAG });
      const { ifExists = false } = options;
      await send({ kind: "dropEnum", type: enumName(call, name, options.schema), ifExists });
    },
  };
}

const ENUM_CHANGE: Check = {
  wants: "{ add, before, after } or { rename, to }",
  accepts: (value) => isRecord(value) && ("add" in value) !== ("rename" in value),
};

function enumChange(call: string, given: AlterEnumChange): Pick<AlterEnum, "change" | "ifNotExists"> {
  checkArgument(call, "the change", given, ENUM_CHANGE);
  if ("rename" in given) {
    checkOptions(call, given, { rename: TEXT, to: TEXT, schema: NAME });
    checkArgument(call, "'to'", given.to, TEXT);
    return { change: { kind: "rename", from: given.rename, to: given.to }, ifNotExists: false };
  }
  checkOptions(call, given, { add: TEXT, before: TEXT, after: TEXT, ifNotExists: FLAG, schema: NAME });
  const { add: value, before, after, ifNotExists = false } = given;
  if (before !== undefined && after !== undefined) {
    throw badCall(call, "a value cannot stand before one and after another", "Give one of before and after");
  }
  const beside = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  return { change: { kind: "add", value, ...beside }, ifNotExists };
}

const OWNER: Check = {
  wants: "[table, column]",
  accepts: (value) => Array.isArray(value) && value.length === 2 && value.every((each) => NAME.accepts(each)),
};
const SEQUENCE_OPTIONS = {
  ...COUNTING_OPTIONS,
  schema: NAME,
  type: NAME,
  ownedBy: OWNER,
  comment: TEXT,
} as const;

function sequenceCalls(
  context: BuildContext,
  send: Send,
): Pick<ObjectOperations, "createSequence" | "alterSequence" | "dropSequence"> {
  const sequenceName = (call: string, name: string, schema?: string) =>
    namedObject(context, call, { what: "the sequence's name", name, schema });
  return {
    async createSequence(name, options = {}) {
      const call = "op.createSequence()";
      checkOptions(call, options, { ...SEQUENCE_OPTIONS, ifNotExists: FLAG });
      const sequence = {
        ...sequenceName(call, name, options.schema),
        comment: "",
        ...sequenceChange(context, call, options),
      };
      await send({ kind: "createSequence", sequence, ifNotExists: options.ifNotExists ?? false });
    },
    async alterSequence(name, options) {
      const call = "op.alterSequence()";
      checkOptions(call, options, SEQUENCE_OPTIONS);
      const change = sequenceChange(context, call, options);
      if (Object.keys(change).length === 0) {
        throw badCall(call, "nothing is to change", "Give start, increment, …");
      }
      await send({ kind: "alterSequence", sequence: sequenceName(call, name, options.schema), change });
    },
    async dropSequence(name, options = {}) {
      const call = "op.dropSequence()";
      checkOptions(call, options, { schema: NAME, ifExists: FLAG });
      const { ifExists = false } = options;
      await send({ kind: "dropSequence", sequence: sequenceName(call, name, options.schema), ifExists });
    },
  };
}

function sequenceChange(
  context: BuildContext,
  call: string,
  options: SequenceOptions,
): Partial<Omit<Sequence, "schema" | "name">> {
  const { type, ownedBy, comment, schema } = options;
  const owner = ownedBy && {
    table: namedObject(context, call, { what: "the owner", name: ownedBy[0], schema }),
    column: ownedBy[1],
  };
  return {
    ...countingOf(options),
    ...(type === undefined ? {} : { type }),
    ...(comment === undefined ? {} : { comment }),
    ...(owner === undefined ? {} : { ownedBy: owner }),
  };
}
