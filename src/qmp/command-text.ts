import { stringifyJson } from '../core/index.js';
import { idOf } from './ids.js';

/** As few bytes as JSON allows: QEMU reads its monitor one byte at a time. */
export function commandText(
  verb: 'execute' | 'exec-oob',
  name: string,
  args: object | undefined,
  number: number,
): string {
  const text = args === undefined ? '' : ascii(stringifyJson(args));
  const quoted = PLAIN.test(name) ? `"${name}"` : ascii(JSON.stringify(name));
  const given = text === '' || text === '{}' ? '' : `,"arguments":${text}`;
  return `{"${verb}":${quoted}${given},"id":"${idOf(number)}"}\n`;
}

/** The command that ends negotiation. */
export function negotiationText(oob: boolean, number: number): string {
  const given = oob ? ',"arguments":{"enable":["oob"]}' : '';
  return `{"execute":"qmp_capabilities"${given},"id":"${idOf(number)}"}\n`;
}

/** What all names are made of; any other one is for QEMU to refuse. */
const PLAIN = /^[\w.-]+$/;
const BEYOND_ASCII = /[\u0080-\uffff]/g;

/** JSON in ASCII alone, as QEMU writes it too: a transport need not know how text becomes bytes. */
function ascii(json: string): string {
  return json.replace(
    BEYOND_ASCII,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
