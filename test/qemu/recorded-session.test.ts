// The fear: what was recorded of a real QEMU is not what a replay says.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { ReplayedQemu, record, VirtualClock } from 'qmp-watchdog/testing';
import { SECRET, session } from '../recordings/session.js';
import { startGuest } from './qemu-under-test.js';

test('a session is lived through again in virtual time, and its recording keeps no secret', async () => {
  await using guest = await startGuest();
  const file = join(guest.directory, 'session.jsonl');
  const transport = await record({ path: guest.qmpPath }, file);
  const seen = await session(await QmpClient.connect({ transport }), guest.directory);
  expect(await transport.recorded).toEqual({ complete: true, error: undefined });
  expect(await readFile(file, 'utf8')).not.toContain(SECRET);

  const clock = new VirtualClock();
  await using replay = await ReplayedQemu.open(file, { clock });
  const client = await clock.runUntil(QmpClient.connect({ transport: replay.transport() }, { clock }));
  expect(await clock.runUntil(session(client, guest.directory))).toEqual(seen);
  expect(replay.remaining).toEqual([]);
});
