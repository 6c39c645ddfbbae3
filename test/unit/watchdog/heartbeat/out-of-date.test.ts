// The fear: what was so a moment ago is taken for what is so now, because it was overtaken on its way.
import { expect, test } from 'vitest';
import { decodeFrame } from '../../../../src/watchdog/heartbeat/decode.js';
import type { HeartbeatFrame } from '../../../../src/watchdog/heartbeat/frame.js';
import { Succession } from '../../../../src/watchdog/heartbeat/succession.js';
import { type Cable, linked, peerOf, refusals } from './linked.js';

function frameOf(bytes: Buffer | undefined): HeartbeatFrame {
  const decoded = decodeFrame((bytes ?? Buffer.alloc(0)).subarray(4));
  if ('cause' in decoded) throw new Error(decoded.detail);
  return decoded.frame;
}

test('a frame that was overtaken is a sign of life, and neither its role nor its nonce counts', async () => {
  await using two = linked();
  const { clock, cables, a, b, told } = two;
  const [cable] = cables as [Cable];
  b.setRole('primary');
  await clock.advance(2_000);
  cable.bToA = false;
  const before = cable.b.sent.length;
  await clock.advance(1_000);
  b.setRole('standby');
  await clock.advance(0);
  const [first, second] = cable.b.sent.slice(before) as [Buffer, Buffer];
  expect([frameOf(first).role, frameOf(second).role]).toEqual(['primary', 'standby']);
  cable.bToA = true;
  const pets = told.count(/^pet/);
  cable.a.push(second);
  cable.a.push(first);
  await clock.advance(0);
  expect(told.count(/^pet/)).toBe(pets + 2);
  expect(peerOf(a).role).toBe('standby');
  a.setRole('primary');
  await clock.advance(0);
  expect(frameOf(cable.a.sent.at(-1)).answers).toBe(frameOf(second).nonce);
  expect(refusals(a)).toEqual({});
});

test('a process is followed only by one that answers a later challenge, and never comes back', () => {
  const succession = new Succession();
  expect(succession.follow('second', 20)).toBe(true);
  // The first one's frame was held back, and nothing of it had been seen.
  expect(succession.follow('first', 19)).toBe(false);
  expect(succession.follow('first', 20)).toBe(false);
  expect(succession.present).toBe('second');
  expect(succession.follow('third', 21)).toBe(true);
  expect(succession.follow('second', 22)).toBe(false);
  succession.end();
  expect([succession.present, succession.isFormer('third'), succession.follow('third', 23)]).toEqual([
    undefined,
    true,
    false,
  ]);
  expect(succession.follow('fourth', 21)).toBe(false);
  expect(succession.follow('fourth', 22)).toBe(true);
});

test('no more than eight former processes are remembered', () => {
  const succession = new Succession();
  for (let n = 1; n <= 10; n += 1) succession.follow(`process ${n}`, n);
  const former = Array.from({ length: 10 }, (_, n) => `process ${n + 1}`).filter((one) =>
    succession.isFormer(one),
  );
  expect(former).toEqual([2, 3, 4, 5, 6, 7, 8, 9].map((n) => `process ${n}`));
});
