// The process that asks for the status again and again.
import { Agent, get } from 'node:http';
import { serve } from '../child.js';

/** Whom, how often a second, and for how many milliseconds. */
export interface AskerQuestion {
  /** Of the unix socket. */
  readonly path: string;
  readonly rate: number;
  readonly span: number;
}

export interface Asked {
  readonly answered: number;
  /** All that was answered, in bytes. */
  readonly bytes: number;
}

const CONNECTIONS = 50;
const TICK = 5;

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
let answered = 0;
let bytes = 0;

serve<AskerQuestion, Asked>(async ({ path, rate, span }) => {
  answered = 0;
  bytes = 0;
  await new Promise<void>((resolve) => {
    const began = performance.now();
    let asked = 0;
    const asking = setInterval(() => {
      const lasted = Math.min(performance.now() - began, span);
      for (const due = (rate * lasted) / 1_000; asked < due; asked += 1) ask(path);
      if (lasted < span) return;
      clearInterval(asking);
      resolve();
    }, TICK);
  });
  return { answered, bytes };
});

function ask(path: string): void {
  const request = get({ socketPath: path, path: '/status', agent }, (response) => {
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    response.on('end', () => {
      if (response.statusCode === 200) answered += 1;
    });
  });
  request.on('error', () => {});
}
