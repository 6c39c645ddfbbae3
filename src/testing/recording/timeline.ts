import { redact, stringifyJson } from '../../core/index.js';
import type { Entry } from './recording-file.js';

type Message = Readonly<Record<string, unknown>>;

/** Something that QEMU said, or that it hung up, so many milliseconds after what it belongs to. */
export interface Said {
  readonly after: number;
  /** `undefined`: it hung up. */
  readonly message: Message | undefined;
  /** Whether it answers the command that it belongs to, and wants its id. */
  readonly isReply: boolean;
}

/** A command of the recorded client. */
export interface RecordedCommand {
  readonly name: string;
  readonly key: string;
  /** What came while it was under way, and its reply, in order. */
  readonly said: readonly Said[];
}

/** A recording, taken apart by what came because of what. */
export interface Timeline {
  /** What came of itself, in order: after the connection. */
  readonly unasked: readonly Said[];
  readonly commands: readonly RecordedCommand[];
}

interface Open extends RecordedCommand {
  readonly at: number;
  readonly id: string | undefined;
  readonly said: Said[];
}

/**
 * What came while commands were under way belongs to the latest of them: STOP comes before the reply to `stop`, whenever
 * that is sent. Anything else came of itself.
 */
export function timelineOf(entries: readonly Entry[]): Timeline {
  const unasked: Said[] = [];
  const commands: Open[] = [];
  const underWay = new Set<Open>();
  for (const entry of entries) {
    if (entry.kind === 'client') {
      const command = commandOf(entry.at, entry.message);
      commands.push(command);
      underWay.add(command);
      continue;
    }
    if (entry.kind === 'end' && entry.by === 'client') continue;
    const message = entry.kind === 'qemu' ? entry.message : undefined;
    const asked = message === undefined ? undefined : answeredBy(message, underWay);
    const owner = asked ?? [...underWay].at(-1);
    if (owner === undefined) unasked.push({ after: entry.at, message, isReply: false });
    else owner.said.push({ after: entry.at - owner.at, message, isReply: asked !== undefined });
    if (asked !== undefined) underWay.delete(asked);
  }
  return { unasked, commands };
}

/** What a command is recognised by: all but its id. Secrets were left out of the recording, so they are here. */
export function keyOf({ id: _, ...command }: Message): string {
  return stringifyJson(sorted(redact({ arguments: {}, ...command })));
}

export function nameOf(command: Message): string {
  return String(command['execute'] ?? command['exec-oob']);
}

function commandOf(at: number, message: Message): Open {
  return { at, name: nameOf(message), key: keyOf(message), id: idOf(message), said: [] };
}

function answeredBy(message: Message, underWay: ReadonlySet<Open>): Open | undefined {
  if (!('return' in message || 'error' in message)) return undefined;
  const id = idOf(message);
  // QEMU answers commands without an id in order.
  return [...underWay].find((command) => command.id === id);
}

function idOf({ id }: Message): string | undefined {
  return id === undefined ? undefined : stringifyJson(id);
}

/** With the members of all objects in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
