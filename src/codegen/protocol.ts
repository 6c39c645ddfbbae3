import type { EmitOptions } from './emit/options.js';
import { WIDE_INTEGERS } from './wide-integers.js';

/** What speaks QAPI: QEMU's monitor, or the agent in a guest. */
export type Protocol = 'qmp' | 'agent';

/** The file that includes all others, in a source tree of QEMU. */
export const ROOTS: Readonly<Record<Protocol, string>> = {
  qmp: 'qapi/qapi-schema.json',
  agent: 'qga/qapi-schema.json',
};

const MANUAL = 'https://www.qemu.org/docs/master/interop';

/** How a protocol's types are written; `openTypes` is from where they import `Newer` and its like. */
export function optionsFor(
  protocol: Protocol,
  origin: string,
  openTypes: string,
  isEntry = false,
): EmitOptions {
  return {
    prefix: protocol === 'qmp' ? '' : 'Guest',
    openTypes,
    isEntry,
    manual:
      protocol === 'qmp'
        ? { page: `${MANUAL}/qemu-qmp-ref.html`, namespace: 'QMP' }
        : { page: `${MANUAL}/qemu-ga-ref.html`, namespace: 'QGA' },
    modules: new Map(protocol === 'qmp' ? [] : [['qapi-schema', 'guest-agent']]),
    wideIntegers: WIDE_INTEGERS,
    origin,
  };
}

/** Versions for people: `QEMU 5.2, 7.2 and 10.0`. */
export function originOf(versions: readonly string[]): string {
  const last = versions[versions.length - 1];
  const others = versions.slice(0, -1);
  return `QEMU ${others.length === 0 ? last : `${others.join(', ')} and ${last}`}`;
}
