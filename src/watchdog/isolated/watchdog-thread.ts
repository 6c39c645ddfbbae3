/** What the thread of isolated watchdogs runs. */
import { parentPort, workerData } from 'node:worker_threads';
import { originOfNow, systemClock } from '../../core/index.js';
import type { Beginning, Order } from './messages.js';
import { Residents } from './residents.js';

// Who starts it says so: see thread.ts.
const { origin, answers, answered } = workerData as Beginning;
const lastAnswered = new Int32Array(answered);

const residents = new Residents({
  clock: systemClock,
  shift: originOfNow() - origin,
  report: (report) => parentPort?.postMessage(report),
  answer(answer) {
    answers.postMessage(answer);
    Atomics.store(lastAnswered, 0, answer.question);
    Atomics.notify(lastAnswered, 0);
  },
});

parentPort?.on('message', (order: Order) => residents.take(order));
