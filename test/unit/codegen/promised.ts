import { showCondition } from '../../../src/codegen/definitions/condition.js';
import type { Definition, Facts, Member, Payload, Schema } from '../../../src/codegen/definitions/types.js';
import { readReply } from '../../../src/codegen/introspection/read.js';
import { membersOfPayload, membersOfStruct } from '../../../src/codegen/merge/flatten.js';

/** Something that the definitions of a version have and a QEMU of that version does not tell. */
export interface Absent {
  /** `command query-foo`, `event FOO`, `FooInfo.member`, `FooKind 'value'`. */
  readonly what: string;
  /** What the QEMU would have to be built with; `undefined` when there is no such explanation. */
  readonly condition: string | undefined;
}

/** Compares what the definitions promise with a reply, place by place, as the reply tells no names. */
export function absentFromReply(schema: Schema, reply: unknown): readonly Absent[] {
  const own = readReply(schema.version, reply);
  const absent = new Map<string, Absent>();
  const seen = new Set<string>();

  const miss = (what: string, { condition }: Facts): void => {
    absent.set(what, { what, condition: condition && showCondition(condition) });
  };
  const payload = (owner: string, promised: Payload, told: Payload): void => {
    if (promised.kind === 'type' && told.kind === 'type') return type(promised.name, told.name);
    const given = told.kind === 'members' ? told.members : [];
    members(promised.kind === 'type' ? promised.name : owner, membersOfPayload(schema, promised), given);
  };
  const members = (owner: string, promised: readonly Member[], told: readonly Member[]): void => {
    for (const member of promised) {
      const other = told.find(({ name }) => name === member.name);
      if (other === undefined) miss(`${owner}.${member.name}`, member);
      else type(member.type.name, other.type.name);
    }
  };
  const type = (name: string, told: string): void => {
    const [promised, other] = [schema.definitions.get(name), own.definitions.get(told)];
    if (promised === undefined || other === undefined || seen.has(name)) return;
    seen.add(name);
    if (promised.kind === 'enum') {
      const values = new Set(other.kind === 'enum' ? other.values.map((value) => value.name) : []);
      for (const value of promised.values)
        if (!values.has(value.name)) miss(`${name} '${value.name}'`, value);
    } else if (promised.kind === 'union') {
      members(name, membersOfPayload(schema, promised.base), membersOf(other));
      for (const { value, type: branch } of promised.branches) {
        const same =
          other.kind === 'union' ? other.branches.find((given) => given.value === value) : undefined;
        if (same !== undefined) type(branch, same.type);
      }
    } else if (promised.kind === 'struct') {
      members(name, membersOfStruct(schema, promised), membersOf(other));
    }
  };
  for (const definition of schema.definitions.values()) {
    const { kind, name } = definition;
    if (kind !== 'command' && kind !== 'event') continue;
    const other = own.definitions.get(name);
    if (kind === 'command' && other?.kind === 'command') {
      payload(name, definition.arguments, other.arguments);
      if (definition.returns !== undefined && other.returns !== undefined)
        type(definition.returns.name, other.returns.name);
    } else if (kind === 'event' && other?.kind === 'event') payload(name, definition.data, other.data);
    else miss(`${kind} ${name}`, definition);
  }
  return [...absent.values()].sort((a, b) => (a.what < b.what ? -1 : 1));
}

function membersOf(definition: Definition): readonly Member[] {
  if (definition.kind === 'struct') return definition.members;
  return definition.kind === 'union' && definition.base.kind === 'members' ? definition.base.members : [];
}
