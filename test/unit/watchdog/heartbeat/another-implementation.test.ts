// The fear: the protocol is not what docs/heartbeat.md says, so that another implementation, or our next one, does not
// understand it.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeFrame } from '../../../../src/watchdog/heartbeat/decode.js';
import { encodeFrame } from '../../../../src/watchdog/heartbeat/encode.js';
import type { HeartbeatFrame, HeartbeatState } from '../../../../src/watchdog/heartbeat/frame.js';
import { KeyRing } from '../../../../src/watchdog/heartbeat/keys.js';

interface Vector {
  readonly name: string;
  readonly keys: KeyRing;
  readonly secret: Buffer;
  readonly frame: HeartbeatFrame;
  readonly signed: Buffer;
  readonly mac: Buffer;
}

function read(): readonly Vector[] {
  const page = readFileSync(new URL('../../../../docs/heartbeat.md', import.meta.url), 'utf8');
  return [...page.matchAll(/^### (.*)\n\n```text\n([^`]*)```/gm)].map(([, name = '', block = '']) => {
    const lines = block.trim().split('\n');
    const all = (key: string): string =>
      lines
        .filter((line) => line.startsWith(`${key} `))
        .map((line) => line.slice(key.length + 1))
        .join('');
    const text = (key: string): string => (all(key) === '-' ? '' : all(key));
    const frame: HeartbeatFrame = {
      keyId: Number(all('keyId')),
      cluster: text('cluster'),
      node: text('node'),
      incarnation: all('incarnation'),
      sequence: Number(all('sequence')),
      nonce: all('nonce'),
      answers: text('answers') === '' ? undefined : all('answers'),
      token: text('token') === '' ? undefined : BigInt(all('token')),
      state: all('state') as HeartbeatState,
      reason: text('reason'),
      max: Number(all('max')),
      role: text('role'),
      lag: Number(all('lag')),
      interval: Number(all('interval')),
    };
    return {
      name,
      keys: new KeyRing({ key: { id: frame.keyId, secret: all('secret') } }),
      secret: Buffer.from(all('secret'), 'hex'),
      frame,
      signed: Buffer.from(all('bytes'), 'hex'),
      mac: Buffer.from(all('mac'), 'hex'),
    };
  });
}

const vectors = read();

test('there are six vectors, of every state', () => {
  expect(vectors.length).toBe(6);
  expect(new Set(vectors.map(({ frame }) => frame.state)).size).toBe(4);
});

describe.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
  const { frame, signed, mac, keys } = vector;

  test('is written so', () => {
    expect(encodeFrame(frame, keys.sign).toString('hex')).toBe(Buffer.concat([signed, mac]).toString('hex'));
  });

  test('is read so', () => {
    const decoded = decodeFrame(Buffer.concat([signed, mac]));
    if ('cause' in decoded) throw new Error(decoded.detail);
    expect(decoded.frame).toEqual(frame);
    expect(keys.verify(frame.keyId, decoded.signed, decoded.mac)).toBe('valid');
  });

  test('is signed with HMAC-SHA256', () => {
    expect(createHmac('sha256', vector.secret).update(signed).digest('hex')).toBe(mac.toString('hex'));
  });

  test('does not have its signature with any bit changed, in it or before it', () => {
    const whole = Buffer.concat([signed, mac]);
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const decoded = decodeFrame(changed);
      if ('cause' in decoded) continue;
      expect(keys.verify(decoded.frame.keyId, decoded.signed, decoded.mac), `bit ${bit}`).not.toBe('valid');
    }
  });
});
