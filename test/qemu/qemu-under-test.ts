/** The QEMU that this project of the tests is about. */
import { inject } from 'vitest';
import { type Guest, startGuest as startGuestOn, type StartOptions } from '../guest/index.js';

export interface Qemu {
  /** As in `11.1.3`. */
  readonly version: string;
  /** Where `qemu-system-x86_64` is. */
  readonly system: string;
  /** Where `qemu-img` is. */
  readonly img: string;
  /** Where `qemu-io` is. */
  readonly io: string;
  /** Where `qemu-nbd` is. */
  readonly nbd: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Found by `setup/require-qemu.mjs`. */
    qemu: Qemu;
  }
}

export const qemu: Qemu = inject('qemu');

/** Whether it is of this version or a later one. Where versions differ, a test says what each of them does. */
export function since(major: number, minor: number): boolean {
  const [its = 0, itsMinor = 0] = qemu.version.split('.').map(Number);
  return its > major || (its === major && itsMinor >= minor);
}

/** Starts a guest on it. */
export function startGuest(options: StartOptions = {}): Promise<Guest> {
  return startGuestOn({ qemu: qemu.system, ...options });
}
