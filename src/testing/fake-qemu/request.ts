import type { Input } from './monitor-input.js';

/** Through which of QEMU's threads a command goes. */
export type CommandLane = 'in-band' | 'out-of-band';

/** What a client asked for, as QEMU's dispatcher sees it. */
export type Request =
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly args: Readonly<Record<string, unknown>>;
      readonly lane: CommandLane;
      readonly id: unknown;
    }
  /** No command: the reply is this error. */
  | { readonly kind: 'malformed'; readonly desc: string; readonly id: unknown };

const MEMBERS: ReadonlySet<string> = new Set(['execute', 'exec-oob', 'arguments', 'id']);

/** Reads a request, with the errors that QEMU has for those that are none. */
export function readRequest(input: Input, oobEnabled: boolean): Request {
  if ('parseError' in input) return { kind: 'malformed', desc: input.parseError, id: undefined };
  const message = input.value;
  if (!isObject(message))
    return { kind: 'malformed', desc: 'QMP input must be a JSON object', id: undefined };
  const id = message['id'];
  const wrong = whatIsWrong(message, oobEnabled);
  if (wrong !== undefined) return { kind: 'malformed', desc: wrong, id };
  const lane = 'execute' in message ? 'in-band' : 'out-of-band';
  const args = message['arguments'];
  return {
    kind: 'command',
    name: String(message['execute'] ?? message['exec-oob']),
    args: isObject(args) ? args : {},
    lane,
    id,
  };
}

/** Whether QEMU's monitor thread answers it itself: before it is known whether it is in order. */
export function isOutOfBand(input: Input): boolean {
  return (
    'value' in input && isObject(input.value) && 'exec-oob' in input.value && !('execute' in input.value)
  );
}

function whatIsWrong(message: Record<string, unknown>, oobEnabled: boolean): string | undefined {
  for (const [name, value] of Object.entries(message)) {
    if (!MEMBERS.has(name) || (name === 'exec-oob' && !oobEnabled))
      return `QMP input member '${name}' is unexpected`;
    if ((name === 'execute' || name === 'exec-oob') && typeof value !== 'string')
      return `QMP input member '${name}' must be a string`;
    if (name === 'arguments' && !isObject(value)) return "QMP input member 'arguments' must be an object";
  }
  if ('execute' in message && 'exec-oob' in message)
    return "QMP input member 'execute' clashes with 'exec-oob'";
  return 'execute' in message || 'exec-oob' in message ? undefined : "QMP input lacks member 'execute'";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
