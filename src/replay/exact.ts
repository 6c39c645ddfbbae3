/** Marks what JSON can not say; an object that has such a member itself is written as its entries. */
const TAG = '$';

/** A value in the form in which it comes back from JSON as it was. Functions and symbols do not: they become undefined. */
export function encodeExact(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return encodeNumber(value);
    case 'bigint':
      // What lies beyond the safe integers comes back as a bigint by itself.
      return Number.isSafeInteger(Number(value)) ? { [TAG]: 'bigint', of: String(value) } : value;
    case 'object':
      if (value === null) return null;
      return value instanceof Error ? encodeError(value) : encodeMembers(value);
    default:
      return { [TAG]: 'undefined' };
  }
}

/** As a number that JSON says is read again: an integer outside ±(2^53 − 1) would come back as a bigint. */
function encodeNumber(value: number): unknown {
  const isPlain = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (isPlain && !Object.is(value, -0)) return value;
  return { [TAG]: 'number', of: Object.is(value, -0) ? '-0' : String(value) };
}

function encodeError(error: Error): unknown {
  const { name, message } = error;
  const code: unknown = Reflect.get(error, 'code');
  return { [TAG]: 'error', name, message, ...(typeof code === 'string' && { code }) };
}

/** What JSON can say is returned as it is: most of it. */
function encodeMembers(value: object): unknown {
  if (Object.hasOwn(value, TAG))
    return {
      [TAG]: 'entries',
      of: Object.entries(value).map(([name, member]) => [name, encodeExact(member)]),
    };
  let copy: object | undefined;
  // Of an array also its holes.
  const names = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const name of names) {
    const member: unknown = Reflect.get(value, name);
    const encoded = encodeExact(member);
    if (encoded === member) continue;
    copy ??= Array.isArray(value) ? [...value] : { ...value };
    // Assigning to "__proto__" would set the prototype.
    if (name === '__proto__') Object.defineProperty(copy, name, { value: encoded });
    else Reflect.set(copy, name, encoded);
  }
  return copy ?? value;
}

/**
 * What {@link encodeExact} was given. Of an error its name, message and code come back.
 * @throws TypeError when it is nothing that it has written.
 */
export function decodeExact(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(decodeExact);
  if (Object.hasOwn(value, TAG)) return decodeTagged(value);
  // fromEntries, because assigning to "__proto__" would set the prototype.
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, decodeExact(member)]));
}

function decodeTagged(value: object): unknown {
  const { of, name, message, code }: { readonly [member: string]: unknown } = { ...value };
  switch (Reflect.get(value, TAG)) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(of);
    case 'bigint':
      return BigInt(String(of));
    case 'error':
      return decodeError(String(name), String(message), code);
    case 'entries':
      if (Array.isArray(of))
        return Object.fromEntries(of.map(([key, member]: [string, unknown]) => [key, decodeExact(member)]));
  }
  throw new TypeError(`there is no value of the kind ${String(Reflect.get(value, TAG))}`);
}

function decodeError(name: string, message: string, code: unknown): Error {
  const error = new Error(message);
  if (name !== error.name)
    Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  return code === undefined ? error : Object.assign(error, { code });
}
