// Run as a process of its own: follows every kind of channel in the folder that is given, stops, and must then end.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '../../../../src/core/index.js';
import type { PetSource } from '../../../../src/watchdog/pet-source.js';
import { pets } from '../../../../src/watchdog/pets/index.js';
import { probe } from '../../../../src/watchdog/probes/index.js';
import { Recorder } from './recorder.js';

const folder = process.argv[2] ?? '';
const path = join(folder, 'there');
const server = createServer((socket) => socket.on('error', () => {}));
await new Promise<void>((resolve) => server.listen(path, resolve));

/** A port of UDP that nobody has at this moment. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

const sources: readonly (readonly [PetSource, RegExp])[] = [
  [pets.bytes({ path }), /opened/],
  [pets.lines({ path: join(folder, 'absent') }), /closed/],
  [pets.lines({ listen: { path: join(folder, 'ours') } }), /closed/],
  [pets.bytes({ path: join(folder, 'ours') }), /opened/],
  [pets.bytes({ stream: process.stdin }), /opened/],
  [pets.frames({ path }, { pulseInterval: 60_000 }), /opened/],
  [pets.notify({ listen: { udp: { host: '127.0.0.1', port: await freePort() } } }), /opened/],
  [pets.probe(probe.tcp({ path }), { every: 60_000 }), /pet/],
];
const running: AsyncDisposable[] = [];
for (const [source, ready] of sources) {
  const recorder = new Recorder();
  running.push(source.start(recorder, { clock: systemClock }));
  await recorder.until(ready);
}
await Promise.all(running.map((one) => one[Symbol.asyncDispose]()));
server.close();
process.stdout.write(`stopped ${running.length}\n`);
