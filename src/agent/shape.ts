import { describe } from '../core/index.js';
import { isRecord } from './message.js';

/** Looks at a value of a guest's: what is wrong with it, or `undefined`. `at` says where the value stands. */
export type Shape = (value: unknown, at: string) => string | undefined;

function expected(what: string, holds: (value: unknown) => boolean): Shape {
  return (value, at) => (holds(value) ? undefined : `${at} is not ${what}: ${describe(value)}`);
}

/** A string. */
export const text: Shape = expected('a string', (value) => typeof value === 'string');

/** A boolean. */
export const flag: Shape = expected('a boolean', (value) => typeof value === 'boolean');

/** A number, whole or not. */
export const number: Shape = expected('a number', (value) => typeof value === 'number');

/** An integer that a number holds exactly. */
export const integer: Shape = expected('a safe integer', (value) => Number.isSafeInteger(value));

/** An integer that a number holds exactly, at least 0. */
export const size: Shape = expected(
  'a size',
  (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
);

/** An integer of up to 64 bits, with or without a sign. */
export const wide: Shape = expected(
  'an integer of 64 bits',
  (value) =>
    Number.isSafeInteger(value) || (typeof value === 'bigint' && value >= -(2n ** 63n) && value < 2n ** 64n),
);

/** An object, whatever it holds: what a command without a result returns. */
export const nothing: Shape = expected('an object', isRecord);

/** A list of such values. */
export function list(item: Shape): Shape {
  return (value, at) => {
    if (!Array.isArray(value)) return `${at} is not a list: ${describe(value)}`;
    for (const [index, member] of value.entries()) {
      const wrong = item(member, `${at}[${index}]`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

type Optional<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? K : never }[keyof T];

/** An object of type `T`, with a shape for each of its members; others, which a newer agent may have, pass. */
export function record<T extends object>(
  required: { readonly [K in Exclude<keyof T, Optional<T>>]: Shape },
  optional?: { readonly [K in Optional<T>]: Shape },
): Shape {
  const needed: readonly [string, Shape][] = Object.entries(required);
  const possible: readonly [string, Shape][] = Object.entries(optional ?? {});
  return (value, at) => {
    if (!isRecord(value)) return `${at} is not an object: ${describe(value)}`;
    for (const [name, shape] of needed) {
      const wrong = Object.hasOwn(value, name)
        ? shape(value[name], `${at}.${name}`)
        : `${at}.${name} is missing`;
      if (wrong !== undefined) return wrong;
    }
    for (const [name, shape] of possible) {
      const wrong = Object.hasOwn(value, name) ? shape(value[name], `${at}.${name}`) : undefined;
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

/** An object whose `type` says which of these it is; of a type that is not known nothing more is asked. */
export function byType(shapes: Readonly<Record<string, Shape>>): Shape {
  return (value, at) => {
    if (!isRecord(value)) return `${at} is not an object: ${describe(value)}`;
    const type = Object.hasOwn(value, 'type') ? value['type'] : undefined;
    if (typeof type !== 'string') return `${at}.type is not a string: ${describe(type)}`;
    return Object.hasOwn(shapes, type) ? shapes[type]?.(value, at) : undefined;
  };
}
