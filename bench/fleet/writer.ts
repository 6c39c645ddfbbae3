// A process of guests: whoever connects gets a byte a second, until it falls silent.
import { createServer, type Socket } from 'node:net';
import { assignment, serve } from '../child.js';
import { hostNow } from './host-time.js';

/** What it is started with. */
export interface WriterAssignment {
  readonly path: string;
}

/** Who falls silent, by the order in which they connected, and how many milliseconds after the beginning; or the end of all. */
export type WriterQuestion = { readonly silence: readonly (readonly [number, number])[] } | 'end';

/** When each of those who fell silent had beaten last: milliseconds of the host's time. */
export type LastBeats = readonly (readonly [number, number])[];

const PERIOD = 1_000;
const TICK = 5;

const { path } = assignment<WriterAssignment>();
let guests: Socket[] = [];
let silentFrom = new Map<number, number>();
let lastBeats = new Map<number, number>();
let beating: NodeJS.Timeout | undefined;

await new Promise<void>((resolve) => {
  createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
    guests.push(socket);
  }).listen({ path, backlog: 4_096 }, resolve);
});

serve<WriterQuestion, LastBeats>((question) => {
  if (question !== 'end') {
    begin(question.silence);
    return [];
  }
  clearInterval(beating);
  const found = [...lastBeats];
  for (const guest of guests) guest.destroy();
  guests = [];
  return found;
});

/** Each at a time of its own within the second. */
function begin(silence: readonly (readonly [number, number])[]): void {
  silentFrom = new Map(silence);
  lastBeats = new Map();
  const began = hostNow();
  let beats = 0;
  beating = setInterval(() => {
    const now = hostNow();
    const due = Math.floor(((now - began) * guests.length) / PERIOD);
    for (; beats < due; beats += 1) beat(beats % guests.length, now - began);
  }, TICK);
}

function beat(nth: number, after: number): void {
  const from = silentFrom.get(nth);
  if (from !== undefined) {
    if (after >= from) return;
    lastBeats.set(nth, hostNow());
  }
  guests[nth]?.write('.');
}
