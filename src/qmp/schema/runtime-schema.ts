import { nonEmpty } from '../../core/index.js';
import { hasValue, leads } from './follow.js';
import { readPath } from './path.js';
import { readSchema } from './read.js';
import type { SchemaFacts, Wire } from './types.js';

/** What a QEMU says of one of its events. */
export interface SchemaEvent {
  /** QAPI's features, `deprecated` and `unstable` among them. */
  readonly features: readonly string[];
  readonly deprecated: boolean;
  readonly unstable: boolean;
}

/** What a QEMU says of one of its commands. */
export interface SchemaCommand extends SchemaEvent {
  /** Whether it may be executed out of band. */
  readonly allowOob: boolean;
}

/** What one QEMU, with its version and its build, knows of commands, events and their members. */
export interface RuntimeSchema {
  /**
   * Whether there is such a thing.
   *
   * - `'blockdev-add'`, `'BLOCK_IO_ERROR'`: a command or event;
   * - `'blockdev-add/driver'`, `'BLOCK_IO_ERROR/qom-path'`: an argument, or a member of an event's data;
   * - `'query-block:return/inserted/image'`: after `:return`, what a command returns;
   * - `'set-action/panic=exit-failure'`: after `=`, a value of the member's enum;
   * - `'blockdev-add/driver=qcow2/lazy-refcounts'`: the value of a discriminator chooses a branch; without it, a member
   *   of any branch counts.
   *
   * Arrays and alternates are looked through, as if there stood what is in them.
   * @throws {@link OptionError} it is no such path. One that leads nowhere is `false`.
   */
  has(path: string): boolean;
  /** What is known of a command; `undefined` when this QEMU has none of that name. */
  command(name: string): SchemaCommand | undefined;
  /** What is known of an event; `undefined` when this QEMU has none of that name. */
  event(name: string): SchemaEvent | undefined;
}

/** Understands what QEMU replied to `query-qmp-schema`. @throws {@link SchemaError} */
export function runtimeSchema(reply: unknown): RuntimeSchema {
  const facts = readSchema(reply);
  return {
    has: (path) => has(facts, path),
    command(name) {
      const command = facts.commands.get(nonEmpty('name', name));
      return command && { ...told(command), allowOob: command.allowOob };
    },
    event(name) {
      const event = facts.events.get(nonEmpty('name', name));
      return event && told(event);
    },
  };
}

function has(facts: SchemaFacts, path: string): boolean {
  const { name, returned, value, steps } = readPath(path);
  const command = facts.commands.get(name);
  const from = returned ? command?.returned : (command ?? facts.events.get(name))?.taken;
  if (from === undefined) return false;
  if (value !== undefined) return steps.length === 0 && hasValue(facts.types, [from], value);
  return leads(facts, from, steps);
}

function told({ features }: Wire): SchemaEvent {
  return {
    features,
    deprecated: features.includes('deprecated'),
    unstable: features.includes('unstable'),
  };
}
