// Run as a process of its own: follows every kind of channel in the folder that is given, stops, and must then end.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '../../../../src/core/index.js';
import type { PetSource } from '../../../../src/watchdog/pet-source.js';
import { pets } from '../../../../src/watchdog/pets/index.js';
import { Recorder } from './recorder.js';

const folder = process.argv[2] ?? '';
const path = join(folder, 'there');
const server = createServer((socket) => socket.on('error', () => {}));
await new Promise<void>((resolve) => server.listen(path, resolve));

const sources: readonly (readonly [PetSource, RegExp])[] = [
  [pets.bytes({ path }), /opened/],
  [pets.lines({ path: join(folder, 'absent') }), /closed/],
  [pets.lines({ listen: { path: join(folder, 'ours') } }), /closed/],
  [pets.bytes({ path: join(folder, 'ours') }), /opened/],
  [pets.bytes({ stream: process.stdin }), /opened/],
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
