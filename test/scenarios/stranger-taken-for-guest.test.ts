// The fear: somebody else connects to where the guest is expected, and a guest that is well is reset for that one's silence.
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { pets } from 'qmp-watchdog';
import { temporaryPath } from '../unit/watchdog/pets/sockets.js';
import { reset, supervised } from './supervised.js';

test('a stranger who came first, talked nonsense and fell silent: it is paged, and nobody is reset', async () => {
  const path = temporaryPath();
  await using s = await supervised({
    policies: reset,
    dog: { pets: pets.lines({ listen: { path } }, { line: 'HB' }) },
    supervisor: { unknownAfter: 5_000 },
  });
  const refused = new Promise<void>((resolve) => void s.dog.on('refused', () => resolve()));
  const stranger = connect(path);
  onTestFinished(() => void stranger.destroy());
  await once(stranger, 'connect');
  stranger.write('GET / HTTP/1.0\r\n\r\n');
  await refused;
  await s.clock.advance(20_000);
  expect(s.sent).toEqual([]);
  expect(s.story).toContainEqual(expect.stringContaining('evidence system_reset: unknown, pets-unproven'));
  expect(s.pages).toHaveLength(1);
  expect(s.dog.snapshot).toMatchObject({ state: 'expired', channel: 'unproven', refusedCount: 1 });
  // The guest is there after all, beside the stranger.
  const recovered = new Promise<void>((resolve) => void s.dog.on('recovered', () => resolve()));
  const guest = connect(path);
  onTestFinished(() => void guest.destroy());
  guest.write('HB\n');
  await recovered;
  await s.clock.advance(100);
  expect(s.story.at(-1)).toBe('ended recovered');
});
