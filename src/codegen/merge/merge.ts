import type { Definition, Schema } from '../definitions/types.js';
import { QapiError } from '../qapi-error.js';
import { compareVersions } from '../version.js';
import { align } from './align.js';
import { type History, lifeOf, lifeOfPart } from './life.js';
import { mergeTypes, namesOf } from './members.js';
import { mergePayload } from './payload.js';
import { mergeStruct } from './struct.js';
import type { MergedDefinition, MergedSchema } from './types.js';
import { mergeUnion } from './union.js';

/** Merges versions, given in any order, into one set. */
export function merge(given: readonly Schema[]): MergedSchema {
  const schemas = align(given.toSorted((a, b) => compareVersions(a.version, b.version)));
  const versions = schemas.map(({ version }) => version);
  const names = new Set(schemas.flatMap(({ definitions }) => [...definitions.keys()]));
  return {
    versions,
    definitions: new Map(
      [...names].sort().map((name) => {
        const history = schemas.map(({ definitions }) => definitions.get(name));
        return [name, mergeDefinition(versions, schemas, name, history)];
      }),
    ),
  };
}

function mergeDefinition(
  versions: readonly string[],
  schemas: readonly Schema[],
  name: string,
  history: History<Definition>,
): MergedDefinition {
  const newest = history.findLast((definition) => definition !== undefined);
  if (newest === undefined) throw new TypeError('a definition of no version');
  const common = { name, module: newest.module, life: lifeOf(name, versions, history) };
  switch (newest.kind) {
    case 'enum': {
      const enums = history.map((definition) => same(newest, definition)?.values);
      const values = namesOf(enums).map((value) => ({
        name: value,
        life: lifeOfPart(
          value,
          versions,
          enums,
          enums.map((values) => values?.find((own) => own.name === value)),
        ),
      }));
      return { ...common, kind: 'enum', values };
    }
    case 'struct':
      return {
        ...common,
        ...mergeStruct(
          versions,
          schemas,
          history.map((definition) => same(newest, definition)),
        ),
      };
    case 'union':
      return {
        ...common,
        ...mergeUnion(
          versions,
          schemas,
          history.map((definition) =>
            definition?.kind === 'struct' ? definition : same(newest, definition),
          ),
        ),
      };
    case 'alternate': {
      const alternates = history.map((definition) => same(newest, definition)?.alternatives);
      const types = alternates.toReversed().flatMap((given) => given?.map(({ type }) => type) ?? []);
      return { ...common, kind: 'alternate', types: mergeTypes(types.toReversed()) };
    }
    case 'command': {
      const commands = history.map((definition) => same(newest, definition));
      return {
        ...common,
        kind: 'command',
        arguments: mergePayload(
          versions,
          commands.map((command) => command?.arguments),
          newest.place,
        ),
        returns: mergeTypes(commands.map((command) => command?.returns)),
        successResponse: newest.successResponse,
        allowOob: newest.allowOob,
        openArguments: newest.openArguments,
      };
    }
    case 'event':
      return {
        ...common,
        kind: 'event',
        data: mergePayload(
          versions,
          history.map((definition) => same(newest, definition)?.data),
          newest.place,
        ),
      };
  }
}

/** A definition of an older version, which must be of the newest one's kind. */
function same<D extends Definition>(newest: D, older: Definition | undefined): D | undefined {
  if (older === undefined) return undefined;
  if (isSame(newest, older)) return older;
  throw new QapiError(
    older.place,
    `'${older.name}' is of the kind ${older.kind} here and of the kind ${newest.kind} in a newer version: these can not be merged`,
  );
}

function isSame<D extends Definition>(newest: D, older: Definition): older is D {
  return newest.kind === older.kind;
}
