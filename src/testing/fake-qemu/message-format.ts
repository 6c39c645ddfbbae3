/** The buckets of QEMU's dictionaries. */
const BUCKETS = 512;

/**
 * Writes a message byte for byte as QEMU does: a blank after each comma and colon, ASCII only, members in the order
 * in which QEMU's hash table holds them, CRLF at the end of each line. `pretty` is the monitor option of that name.
 */
export function formatMessage(message: object, pretty: boolean): string {
  return `${pretty ? prettyValue(message, '') : compactValue(message)}\r\n`;
}

function compactValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compactValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  return `{${members(value)
    .map(([name, member]) => `${text(name)}: ${compactValue(member)}`)
    .join(', ')}}`;
}

function prettyValue(value: unknown, indent: string): string {
  const inner = `${indent}    `;
  const lines = (open: string, items: readonly string[], close: string): string =>
    `${open}${items.map((item) => `\r\n${inner}${item}`).join(',')}\r\n${indent}${close}`;
  if (Array.isArray(value))
    return lines(
      '[',
      value.map((member) => prettyValue(member, inner)),
      ']',
    );
  if (typeof value !== 'object' || value === null) return scalar(value);
  return lines(
    '{',
    members(value).map(([name, member]) => `${text(name)}: ${prettyValue(member, inner)}`),
    '}',
  );
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number' && !Number.isInteger(value)) return fraction(value);
  return value === undefined ? 'null' : String(value);
}

/** As C's `%.17g`. */
function fraction(value: number): string {
  return value.toPrecision(17).replace(/\.?0+(?=e|$)/, '');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function text(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be escaped
  const escaped = value.replace(/["\\\u0000-\u001f\u007f-\uffff]/g, (unit) => {
    return ESCAPES[unit] ?? `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

function members(object: object): [string, unknown][] {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  // Within a bucket, what was put in last comes first; the sort is stable.
  return entries.reverse().sort(([a], [b]) => bucket(a) - bucket(b));
}

/** QEMU's hash of a member's name. */
function bucket(name: string): number {
  const bytes = Buffer.from(name);
  let hash = Math.imul(0x238f13af, bytes.length);
  for (const [index, byte] of bytes.entries()) hash = (hash + (byte << ((index * 5) % 24))) | 0;
  return ((Math.imul(1_103_515_243, hash) + 12_345) >>> 0) % BUCKETS;
}
