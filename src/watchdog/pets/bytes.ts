import type { PetSource } from '../pet-source.js';
import type { DatagramChannel, PetChannel } from './channel.js';
import { commonOptions, type PetOptions } from './options.js';
import { petSource } from './source.js';

/**
 * Whatever comes in is a sign of life: one pet for each read, however many bytes it brought. Nothing is refused.
 *
 * Bytes can lie: firmware, a boot loader and a kernel's last words write to a serial port too. Where the guest can
 * write a line of its own, `pets.lines` knows it from them.
 *
 * ```ts
 * import { pets, Watchdog } from 'qmp-watchdog';
 *
 * const dog = new Watchdog({ id: 'guest', timeout: 5_000, pets: pets.bytes({ path: '/run/vm1.heartbeat' }) });
 * ```
 * @throws {@link OptionError}
 */
export function bytes(channel: PetChannel | DatagramChannel, options: PetOptions = {}): PetSource {
  const common = commonOptions('pets.bytes', channel, options, [], { datagrams: true });
  return petSource(
    'bytes',
    channel,
    common,
    () =>
      ({ told }) =>
      () =>
        told.pet(),
  );
}
