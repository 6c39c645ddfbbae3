// The fear: somebody follows and does not read, and what he was to read fills the memory of what watches the VMs.
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as settled } from 'node:timers/promises';
import { VirtualClock } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import type { Board, Look } from '../../../src/status/board.js';
import { Feed } from '../../../src/status/feed.js';

const MEGABYTE = 1_000_000;

/** VMs that change all the time: a look is a megabyte, and so is the difference of two. */
function changing(): Pick<Board, 'look'> {
  let looks = 0;
  return {
    async look(): Promise<Look> {
      looks += 1;
      const json = JSON.stringify({ name: 'vm1', looks, filling: 'x'.repeat(MEGABYTE) });
      // Nothing else of it is looked at.
      const vms = new Map([['vm1', { json, standing: json, status: {} }]]) as unknown as Look['vms'];
      return { at: '2026-01-01T00:00:00.000Z', now: looks, vms, problems: [] };
    },
  };
}

test('what waits for him is never more than one event; in time he is hung up on; others are told as before', async () => {
  const clock = new VirtualClock();
  using feed = new Feed(changing() as Board, clock, { streams: 8, interval: 500, slow: 5_000 });
  const responses: ServerResponse[] = [];
  const server = createServer((_, response) => {
    response.on('error', () => {});
    responses.push(response);
    feed.add(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const follow = async (): Promise<IncomingMessage> => {
    const [response] = await once(get({ port, host: '127.0.0.1', agent: false }), 'response');
    return response.on('error', () => {});
  };
  try {
    const slow = await follow();
    const quick = await follow();
    let read = 0;
    quick.on('data', (chunk) => {
      read += chunk.length;
    });
    slow.pause();
    const most = [0];
    for (
      let times = 0;
      times < 40 && slow.socket.destroyed === false && !responses[0]?.destroyed;
      times += 1
    ) {
      await clock.advance(500);
      most.push(responses[0]?.writableLength ?? 0);
      // Bytes travel in real time.
      await untilWritten(responses[1]);
    }
    expect(Math.max(...most)).toBeGreaterThan(0);
    expect(Math.max(...most)).toBeLessThan(1.1 * MEGABYTE);
    expect(responses[0]?.destroyed).toBe(true);
    expect(responses[1]?.destroyed).toBe(false);
    expect(read).toBeGreaterThan(10 * MEGABYTE);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('one who reads again in time is told all anew, and goes on', async () => {
  const clock = new VirtualClock();
  using feed = new Feed(changing() as Board, clock, { streams: 8, interval: 500, slow: 60_000 });
  let response: ServerResponse | undefined;
  const server = createServer((_, begun) => {
    response = begun;
    feed.add(begun);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const [reader] = await once(get({ port, host: '127.0.0.1', agent: false }), 'response');
    reader.pause();
    while (response?.writableLength === 0) await clock.advance(500);
    await clock.advance(5_000);
    let text = '';
    reader.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1').replaceAll(/x{100,}/g, 'x');
    });
    reader.resume();
    await untilWritten(response);
    await clock.advance(500);
    await untilWritten(response);
    const events = [...text.matchAll(/event: (\w+)/g)].map(([, name]) => name);
    expect(events.slice(0, 2)).toEqual(['status', 'change']);
    expect(events.at(-1)).toBe('status');
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

/** Or it was given up. */
async function untilWritten(response: ServerResponse | undefined): Promise<void> {
  while (response !== undefined && response.writableLength > 0 && !response.destroyed) await settled();
}
