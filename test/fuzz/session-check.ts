import { idOf } from '../../src/qmp/ids.js';
import { QmpSession } from '../../src/qmp/session.js';
import type { SessionCommand } from '../../src/qmp/session-effects.js';
import type { Random } from './random.js';
import { inspect, SessionModel, type Told } from './session-model.js';

const HEARD = new Set(['STOP', 'RESET', 'BLOCK_IO_ERROR', 'RESUME']);
const COMMANDS = 3;
const MAX_MESSAGE_BYTES = 4_096;

/** What both told, where they did not tell the same. */
export interface Difference {
  readonly input: string;
  readonly cuts: readonly number[];
  readonly session: Told;
  readonly model: Told;
}

/** Gives a session and the model the same stream, cut at random, and compares what they tell. */
export function check(input: string, random: Random): Difference | undefined {
  const told: string[] = [];
  const ids: string[] = [];
  const commands: SessionCommand[] = [];
  const session = new QmpSession(
    {
      write: (text) => void ids.push(/"id":"(.{4})"\}\n$/.exec(text)?.[1] ?? ''),
      greeted: () => void told.push('greeted'),
      ready: () => {
        told.push('ready');
        for (let nth = 1; nth <= COMMANDS; nth += 1) {
          const command = session.prepare(`c${nth}`, undefined, 'in-band', 0);
          command.waiter = {
            returned: (value) => void told.push(`settled ${nth} ${inspect(value)}`),
            refused: (_, desc) => void told.push(`settled ${nth} error ${desc}`),
            closed: () => {},
          };
          commands.push(command);
          session.submit(command);
        }
      },
      hears: (event) => HEARD.has(event),
      event: (event, data, { seconds, microseconds }) =>
        void told.push(`event ${event} ${inspect(data)} ${seconds} ${microseconds}`),
      answered: () => {},
      violated: () => void told.push('violated'),
      impostor: () => void told.push('impostor'),
    },
    { window: 7, maxMessageBytes: MAX_MESSAGE_BYTES },
  );
  const model = new SessionModel(
    HEARD,
    (nth) => ids[nth],
    () => ids.length,
  );

  const cuts: number[] = [];
  let rest = Buffer.alloc(0);
  let position = 0;
  // Ids come to be while the stream is read, so each piece is written when its turn comes, in both.
  const pieces = input.split(/(?<=\n)/);
  for (const piece of pieces) {
    const written = piece.replace(/@([0-3])/g, (_, nth: string) => ids[Number(nth)] ?? idOf(Number(nth)));
    const bytes = Buffer.from(written, position % 3 === 0 ? 'latin1' : 'utf8');
    position += piece.length;
    let start = 0;
    while (start < bytes.length) {
      const size = random.chance(2) ? bytes.length : 1 + random.below(bytes.length);
      cuts.push(size);
      session.receive(Buffer.from(bytes.subarray(start, start + size)));
      start += size;
    }
    rest = Buffer.concat([rest, bytes]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      model.line(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
    }
  }
  const expected = model.told;
  // A line that can not become a greeting may be refused before it ends, or when it does: depends on where it was cut.
  const settledEarly =
    told.at(-1) === 'impostor' && told.slice(0, -1).every((line, index) => line === expected[index]);
  // So may a message that is too large, which the model does not bound.
  const tooLarge = told.at(-1) === 'violated' && input.length > MAX_MESSAGE_BYTES / 2;
  if (settledEarly || tooLarge || inspect(told) === inspect(expected)) return undefined;
  return { input, cuts, session: told, model: expected };
}
