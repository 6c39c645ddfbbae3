import type { Impostor } from './errors.js';

/** What an answer that is no QMP looks like. */
export function recognise(firstBytes: Buffer): Impostor {
  // The guest agent starts its answer to a delimited synchronisation with 0xFF.
  if (firstBytes.includes(0xff)) return 'guest-agent';
  return /^\s*QEMU .* monitor|\(qemu\)/.test(firstBytes.toString('latin1')) ? 'hmp' : 'unknown';
}
