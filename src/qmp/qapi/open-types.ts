export type { WideInt } from '../../core/index.js';

/**
 * Stands for the values that a QEMU newer than these types may send, so that every enum and discriminator is open:
 * a `switch` over `'a' | 'b' | Newer` narrows the known values and must still handle the rest. It exists only as a
 * type, and nothing is ever equal to its member.
 */
export declare enum Newer {
  /** No such value is ever sent. */
  Unknown = '(newer than these types)',
}

/** The arguments of a command that takes none. */
export type NoArguments = { readonly [name: string]: never };

/** The data of an event that carries none. */
export type NoData = { readonly [name: string]: never };
