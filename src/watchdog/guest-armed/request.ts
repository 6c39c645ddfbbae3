import { describe } from '../../core/index.js';

/** The version of the protocol: the guest asks for it with `HELLO`. */
export const PROTOCOL_VERSION = 1;

/** The longest line, in bytes. */
export const LONGEST_LINE = 128;

/** A line of the guest's that was understood. Times are seconds. */
export type GuestRequest =
  | { readonly verb: 'HELLO'; readonly version: number }
  /** `id` 0: any timer, or the one of this name. */
  | { readonly verb: 'ARM'; readonly id: number; readonly seconds: number; readonly name: string | undefined }
  | { readonly verb: 'PET'; readonly id: number; readonly seconds: number }
  | { readonly verb: 'DISARM'; readonly id: number }
  | { readonly verb: 'STATUS' }
  | { readonly verb: 'BYE' };

/** A line that was not understood. */
export interface Misfit {
  readonly verb: 'misfit';
  /** Whether it looks like an answer of ours: a terminal in the guest sends back what it is sent. */
  readonly echo: boolean;
  /** For people on this side, with the line. */
  readonly reason: string;
  /** For the guest, in ASCII. */
  readonly usage: string;
}

interface Form {
  readonly usage: string;
  readonly pattern: RegExp;
  readonly read: (groups: Readonly<Record<string, string | undefined>>) => GuestRequest;
}

const ID = '[1-9]\\d{0,2}';
const SECONDS = '[1-9]\\d{0,8}';
const NAME = '[A-Za-z0-9._-]{1,32}';

const form = (usage: string, words: string, read: Form['read']): Form => ({
  usage,
  pattern: new RegExp(`^${words}$`),
  read,
});

const FORMS: ReadonlyMap<string, Form> = new Map([
  [
    'HELLO',
    form('HELLO <version>', 'HELLO (?<version>\\d{1,6})', ({ version }) => ({
      verb: 'HELLO',
      version: Number(version),
    })),
  ],
  [
    'ARM',
    form(
      'ARM 0 <seconds> [<name>] or ARM <id> <seconds>',
      `ARM (?:0 (?<first>${SECONDS})(?: (?<name>${NAME}))?|(?<id>${ID}) (?<again>${SECONDS}))`,
      ({ id = 0, first, again, name }) => ({
        verb: 'ARM',
        id: Number(id),
        seconds: Number(first ?? again),
        name,
      }),
    ),
  ],
  [
    'PET',
    form('PET <id> <seconds>', `PET (?<id>${ID}) (?<seconds>${SECONDS})`, ({ id, seconds }) => ({
      verb: 'PET',
      id: Number(id),
      seconds: Number(seconds),
    })),
  ],
  ['DISARM', form('DISARM <id>', `DISARM (?<id>${ID})`, ({ id }) => ({ verb: 'DISARM', id: Number(id) }))],
  ['STATUS', form('STATUS', 'STATUS', () => ({ verb: 'STATUS' }))],
  ['BYE', form('BYE', 'BYE', () => ({ verb: 'BYE' }))],
]);

/** Whether somebody else may well have said it: who looks at the timers over the port, or knows nothing of the protocol. */
export function isAnybodys({ verb }: GuestRequest | Misfit): boolean {
  return verb === 'misfit' || verb === 'HELLO' || verb === 'STATUS';
}

/** Reads a line, without its end. Never throws. */
export function readRequest(line: string): GuestRequest | Misfit {
  const [word = ''] = line.split(' ', 1);
  const known = FORMS.get(word);
  const fits = known?.pattern.exec(line);
  if (known !== undefined && fits) return known.read(fits.groups ?? {});
  return {
    verb: 'misfit',
    echo: word === 'OK' || word === 'ERR',
    reason: `a line that is no request: ${describe(line)}`,
    usage: `expected ${known?.usage ?? [...FORMS.keys()].join(', ')}`,
  };
}
