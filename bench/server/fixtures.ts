import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the server says, as QEMU 7.2 writes it: a space after each colon and comma, CRLF at the end of a line. */
interface Fixtures {
  readonly greeting: string;
  /** The value that `query-status` returns. */
  readonly status: string;
  /** A line of exactly {@link EVENT_BYTES}. */
  readonly event: string;
  /** The value that `query-qmp-schema` returns. */
  readonly schema: string;
}

/** The order in which the server takes them on its command line. */
const FIXTURE_NAMES = ['greeting', 'status', 'event', 'schema'] as const;

export const EVENT_NAME = 'BLOCK_IO_ERROR';
export const EVENT_BYTES = 300;
const SCHEMA_BYTES = 207_000;

function makeFixtures(): Fixtures {
  return {
    greeting: `${write({ QMP: { version: { qemu: { micro: 0, minor: 2, major: 7 }, package: '' }, capabilities: ['oob'] } })}\r\n`,
    status: write({ status: 'running', singlestep: false, running: true }),
    event: makeEvent(),
    schema: makeSchema(),
  };
}

/** Writes each into a file of its own and returns their paths. */
export function writeFixtures(directory: string): string[] {
  const fixtures = makeFixtures();
  return FIXTURE_NAMES.map((name) => {
    const path = join(directory, `${name}.txt`);
    writeFileSync(path, fixtures[name]);
    return path;
  });
}

function makeEvent(): string {
  const event = (reason: string): string =>
    `${write({
      timestamp: { seconds: 1_767_225_600, microseconds: 123_456 },
      event: EVENT_NAME,
      data: {
        device: 'ide0-hd0',
        nospace: false,
        'node-name': '#block153',
        reason,
        operation: 'write',
        action: 'stop',
      },
    })}\r\n`;
  const padding = EVENT_BYTES - event('').length;
  return event('Input/output error, and more of it '.repeat(10).slice(0, padding));
}

/** Something like the real one: many small objects, short strings, nested arrays. */
function makeSchema(): string {
  const entries: string[] = [];
  let length = 2;
  for (let number = 0; length < SCHEMA_BYTES; number += 1) {
    const members = Array.from({ length: number % 6 }, (_, index) => ({
      name: `member-${(number + index) % 211}`,
      ...(index % 2 === 1 && { default: null }),
      type: index % 3 === 0 ? 'str' : String((number * 7 + index) % 900),
    }));
    const entry =
      number % 4 === 0
        ? { name: String(number), 'meta-type': 'enum', values: ['on', 'off', 'auto', `value-${number}`] }
        : number % 4 === 1
          ? {
              name: `query-something-${number}`,
              'ret-type': `[${number % 300}]`,
              'meta-type': 'command',
              'arg-type': '0',
            }
          : { name: String(number), members, 'meta-type': 'object' };
    const text = write(entry);
    entries.push(text);
    length += text.length + 2;
  }
  return `[${entries.join(', ')}]`;
}

/** JSON as QEMU writes it. */
function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, member]) => `${JSON.stringify(name)}: ${write(member)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}
