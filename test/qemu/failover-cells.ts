// VMs in all sorts of states, and what is to happen to them at which point.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, vi } from 'vitest';
import type { Scene } from './failover-cell.js';
import { COURSE, FAULTS, RELEASE } from './failover-faults.js';
import { ask } from './failover-truth.js';
import type { At } from './interrupted-monitor.js';
import type { Point } from './watched-course.js';

/** QEMU or us, and not the guest: these can happen to any VM. */
const ANYWHERE = Object.keys(FAULTS).filter((name) => !/guest|agent/.test(name));

/** A VM in a certain state, the points at which its course differs, and what happens there. */
interface Stage extends Scene {
  readonly points: readonly Point[];
  readonly faults: readonly string[];
  /** Whether all of it comes to L2, as a VM that is well does. */
  readonly survives: boolean;
}

const stopped: readonly Point[] = [
  { question: 'control nodes', command: 'query-named-block-nodes' },
  { question: 'latch latch', nth: 2 },
  COURSE[RELEASE]!,
  { question: 'verify prove' },
];

export const STAGES: Readonly<Record<string, Stage>> = {
  'a VM that runs': { points: COURSE, faults: Object.keys(FAULTS), survives: true },
  'a VM with a job': {
    points: [{ question: 'jobs cancel-job', command: 'job-cancel' }],
    faults: ANYWHERE,
    survives: true,
    async prepare({ raw }) {
      await ask(raw, 'blockdev-add', { driver: 'null-co', 'node-name': 'copy', size: 8 * 1024 * 1024 });
      const job = { 'job-id': 'mirror0', device: 'd0', target: 'copy', sync: 'full', speed: 65_536 };
      expect(await ask(raw, 'blockdev-mirror', job)).toEqual({ value: {} });
    },
  },
  'a VM that migrates': {
    points: [{ question: 'jobs cancel-migration', command: 'migrate_cancel' }],
    faults: ANYWHERE,
    survives: true,
    // More than a socket takes that nobody reads from.
    args: ['-m', '128'],
    async prepare({ raw, image }) {
      const elsewhere = createServer({ pauseOnConnect: true }).listen(`${image}.elsewhere`);
      await once(elsewhere, 'listening');
      expect(await ask(raw, 'migrate', { uri: `unix:${image}.elsewhere` })).toEqual({ value: {} });
      // QEMU ends the connection.
      return { [Symbol.asyncDispose]: async () => void elsewhere.close() };
    },
  },
  'a VM whose storage is in doubt': {
    points: [{ question: 'look yank', command: 'query-yank' }],
    faults: ANYWHERE,
    survives: true,
    options: () => ({ doubtfulStorage: true }),
  },
  'a VM that stands still': {
    points: stopped,
    faults: ANYWHERE,
    survives: true,
    prepare: async ({ raw }) => void (await ask(raw, 'stop')),
  },
  'a VM whose guest hangs': {
    points: stopped,
    faults: ANYWHERE,
    survives: true,
    async prepare(cell) {
      cell.still = true;
      await cell.counting.guest.send('k');
    },
  },
  'a VM whose guest sleeps': {
    points: stopped,
    faults: ANYWHERE,
    survives: true,
    async prepare(cell) {
      cell.still = true;
      await cell.counting.guest.send('z');
      await vi.waitFor(
        async () =>
          expect(await ask(cell.raw, 'query-status')).toMatchObject({ value: { status: 'suspended' } }),
        { timeout: 20_000, interval: 5 },
      );
    },
  },
  'a VM whose disk does not flush': {
    points: [{ question: 'kill kill' }, { question: 'verify prove' }, { question: 'verify prove', nth: 2 }],
    faults: ANYWHERE,
    survives: false,
    disk: { format: 'qcow2', fails: 'flush' },
    options: ({ counting }) => ({ kill: { pid: counting.guest.pid } }),
    prepare: async ({ raw }) => {
      await vi.waitFor(
        async () => expect(await ask(raw, 'query-status')).toMatchObject({ value: { status: 'io-error' } }),
        { timeout: 20_000, interval: 5 },
      );
    },
  },
};

/** What happens where, to a VM in which state. */
export interface Named {
  readonly stage: string;
  readonly point: Point;
  readonly index: number;
  readonly at: At;
  readonly fault: string;
}

/** Whatever can happen, wherever it can. */
export const everything: readonly Named[] = Object.entries(STAGES).flatMap(([stage, { points, faults }]) =>
  points.flatMap((point) => {
    const index = COURSE.indexOf(point);
    return faults.flatMap((fault) => {
      const { ats = ['before', 'after'], where = () => true } = FAULTS[fault]!;
      const here = ats.filter((at) => where(index, at));
      return here.map((at) => ({ stage, point, index, at, fault }));
    });
  }),
);

/** Each is to be had at least once by what is tried. */
function traits({ stage, point, at, fault }: Named): readonly string[] {
  const step = point.question.split(' ')[0]!;
  return [stage, step, fault, `${at} ${point.command === undefined ? 'it is done' : 'it is sent'}`];
}

/** What has been wrong once: the question, and what happened before it. */
const WRONG: readonly (readonly [question: string, nth: number, fault: string])[] = [
  ['latch latch', 1, 'the order is given up'],
  ['control survey', 2, 'answers come too late'],
  ['kill kill', 1, 'the order is given up'],
  ['verify status', 2, 'the guest is continued by somebody else, and stopped again'],
];

const wasWrong = ({ point: { question, nth = 1 }, at, fault }: Named): boolean =>
  at === 'before' && WRONG.some((one) => one[0] === question && one[1] === nth && one[2] === fault);

/** Few: what was wrong once, and then every fault, every step and every stage, at as many points as that allows. */
export function some(cells: readonly Named[]): readonly Named[] {
  const uses = new Map<unknown, number>();
  const used = (what: unknown): number => uses.get(what) ?? 0;
  const worth = (cell: Named): number =>
    traits(cell).reduce(
      (sum, trait) => sum + (used(trait) === 0 ? 1 : -used(trait) / 1_000),
      -used(cell.point) / 10,
    );
  const chosen: Named[] = [];
  const choose = (cell: Named): void => {
    chosen.push(cell);
    for (const what of [...traits(cell), cell.point]) uses.set(what, used(what) + 1);
  };
  cells.filter(wasWrong).forEach(choose);
  while (!cells.flatMap(traits).every(used)) {
    choose(cells.reduce((one, other) => (worth(other) > worth(one) ? other : one)));
  }
  return chosen;
}

export function nameOf({ stage, point: { question, nth = 1, command }, at, fault }: Named): string {
  const sent = command === undefined ? '' : ` (${command})`;
  return `${stage}; ${at} "${question}"${nth > 1 ? ` ${nth}` : ''}${sent}: ${fault}`;
}
