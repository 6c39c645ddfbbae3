/**
 * A QAPI `uint64`, `int64` or `size`. It is a `bigint` only outside ±(2^53 − 1), so comparing with `===` against a
 * number stays right. {@link toNumber} and {@link toBigInt} convert.
 */
export type WideInt = number | bigint;

/** Shorter runs of digits are always safe integers (or fractions, which are numbers anyway). */
const WIDE_DIGITS = 16;
const WIDE_INTEGER = /^-?[1-9]\d{15,}$/;

/**
 * Parses JSON like `JSON.parse`, except that an integer outside ±(2^53 − 1) becomes an exact `bigint`.
 * @throws SyntaxError when `text` is not JSON.
 */
export function parseJson(text: string): unknown {
  const bytes = Buffer.from(text);
  return hasWideRun(bytes, 0, bytes.length) ? parseWide(text) : JSON.parse(text);
}

/**
 * The same for JSON that stands in `bytes` from `start` to `end`; `ascii` says that nothing in it lies beyond ASCII.
 * @throws SyntaxError when it is not JSON.
 */
export function parseJsonBytes(bytes: Buffer, start: number, end: number, ascii: boolean): unknown {
  const text = bytes.toString(ascii ? 'latin1' : 'utf8', start, end);
  return hasWideRun(bytes, start, end) ? parseWide(text) : JSON.parse(text);
}

/**
 * Whether a run of digits is long enough for a wide integer: any such run has a digit at a multiple of its length. It
 * looks at bytes, which costs a third of looking at a string.
 */
function hasWideRun(bytes: Buffer, from: number, to: number): boolean {
  for (let position = from + WIDE_DIGITS - 1; position < to; position += WIDE_DIGITS) {
    if (!isDigit(bytes[position])) continue;
    let start = position;
    while (start > from && isDigit(bytes[start - 1])) start -= 1;
    let end = position + 1;
    while (end < to && isDigit(bytes[end])) end += 1;
    if (end - start >= WIDE_DIGITS) return true;
  }
  return false;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/**
 * Wide integers are moved into a side table before parsing and put back afterwards: an own JSON parser would be slower
 * and one more thing to get wrong.
 */
function parseWide(text: string): unknown {
  const mark = unusedMark(text);
  const wide: bigint[] = [];
  let rewritten = '';
  let copied = 0;
  let position = 0;
  while (position < text.length) {
    const character = text.charCodeAt(position);
    if (character === 0x22) {
      position = endOfString(text, position);
    } else if (character === 0x2d || (character >= 0x30 && character <= 0x39)) {
      const end = endOfNumber(text, position);
      const token = text.slice(position, end);
      if (WIDE_INTEGER.test(token) && !Number.isSafeInteger(Number(token)) && isValue(text, position, end)) {
        rewritten += `${text.slice(copied, position)}"${mark}${wide.length}"`;
        wide.push(BigInt(token));
        copied = end;
      }
      position = end;
    } else {
      position += 1;
    }
  }
  if (wide.length === 0) return JSON.parse(text);
  return putBack(JSON.parse(rewritten + text.slice(copied)), mark, wide);
}

/** A string that no string in `text` contains, so that no content can pose as a wide integer. */
function unusedMark(text: string): string {
  // An escape could spell a mark without containing it: look at what the text says once decoded.
  const decoded = text.includes('\\u')
    ? text.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
  // In one pass: a text made of marks must not cost the square of its length.
  const used = new Set<string | undefined>();
  for (const [, n] of decoded.matchAll(/wide-(\d+):/g)) used.add(n);
  let unused = 0;
  while (used.has(String(unused))) unused += 1;
  return `wide-${unused}:`;
}

function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    // After an odd number of backslashes it is escaped. (Looking ahead for one could search all that is left, each time.)
    let escapes = quote;
    while (text.charCodeAt(escapes - 1) === 0x5c) escapes -= 1;
    if ((quote - escapes) % 2 === 0) return quote + 1;
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  let position = start + 1;
  while (position < text.length && '+-.eE0123456789'.includes(text.charAt(position))) position += 1;
  return position;
}

/** Whether a number may stand here: an object's key in its place would be a syntax error that quoting would hide. */
function isValue(text: string, start: number, end: number): boolean {
  let before = start - 1;
  while (before >= 0 && ' \t\r\n'.includes(text.charAt(before))) before -= 1;
  let after = end;
  while (after < text.length && ' \t\r\n'.includes(text.charAt(after))) after += 1;
  return (before < 0 || ':[,'.includes(text.charAt(before))) && text.charAt(after) !== ':';
}

/** Walks without recursion, as deep as JSON.parse itself can go. */
function putBack(root: unknown, mark: string, wide: readonly bigint[]): unknown {
  const restore = (value: unknown): unknown =>
    typeof value === 'string' && value.startsWith(mark) ? wide[Number(value.slice(mark.length))] : value;
  const pending: object[] = [];
  const visit = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) pending.push(value);
    return restore(value);
  };
  const result = visit(root);
  for (let container = pending.pop(); container !== undefined; container = pending.pop()) {
    for (const key of Object.keys(container)) {
      const value: unknown = Reflect.get(container, key);
      const restored = visit(value);
      // defineProperty, because assigning to an own "__proto__" would set the prototype instead.
      if (restored !== value)
        Object.defineProperty(container, key, {
          value: restored,
          enumerable: true,
          configurable: true,
          writable: true,
        });
    }
  }
  return result;
}

/**
 * Writes JSON like `JSON.stringify`, with every bigint written as an exact integer.
 * @throws TypeError when `value` contains a cycle, or is nothing that JSON can say (a function, `undefined`).
 */
export function stringifyJson(value: unknown): string {
  const text = stringifyFast(value) ?? write(value, '', new Set());
  if (text === undefined) throw new TypeError(`JSON can not say ${typeof value}`);
  return text;
}

/** What `JSON.stringify` makes of it, where it can be trusted to. */
function stringifyFast(value: unknown): string | undefined {
  // An application may have taught bigints to become strings.
  if ('toJSON' in BigInt.prototype) return undefined;
  try {
    return JSON.stringify(value);
  } catch (error) {
    // It refuses bigints and cycles alike.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function write(raw: unknown, key: string, above: Set<object>): string | undefined {
  if (typeof raw === 'bigint' || raw instanceof BigInt) return String(raw);
  const value = hasToJson(raw) ? raw.toJSON(key) : raw;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || isBoxed(value)) return JSON.stringify(value);
  if (above.has(value)) throw new TypeError('JSON can not say a cycle');
  above.add(value);
  const text = Array.isArray(value) ? writeArray(value, above) : writeObject(value, above);
  above.delete(value);
  return text;
}

function writeArray(values: readonly unknown[], above: Set<object>): string {
  // Array.from, because map would leave holes out.
  return `[${Array.from(values, (member, index) => write(member, String(index), above) ?? 'null').join(',')}]`;
}

function writeObject(value: object, above: Set<object>): string {
  const members: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    const text = write(member, name, above);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

function isBoxed(value: object): boolean {
  return value instanceof Number || value instanceof String || value instanceof Boolean;
}

function hasToJson(value: unknown): value is { toJSON(key: string): unknown } {
  return (
    typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function'
  );
}

/**
 * A {@link WideInt} as a number.
 * @throws RangeError when it would lose precision.
 */
export function toNumber(value: WideInt): number {
  const result = Number(value);
  if (typeof value === 'bigint' && !Number.isSafeInteger(result))
    throw new RangeError(`${value} is not a safe integer: keep it as a bigint`);
  return result;
}

/**
 * A {@link WideInt} as a bigint.
 * @throws RangeError when it is a fraction or not finite.
 */
export function toBigInt(value: WideInt): bigint {
  return BigInt(value);
}
