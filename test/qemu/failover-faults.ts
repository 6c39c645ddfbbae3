// What a course asks, and everything that may happen meanwhile.
import type { QuiesceBudgets } from 'qmp-watchdog/failover';
import type { Cell, Fault } from './failover-cell.js';
import { ask } from './failover-truth.js';
import type { At } from './interrupted-monitor.js';
import { since } from './qemu-under-test.js';
import type { Point } from './watched-course.js';

/** All that a course asks of a VM that runs and is well, in order. */
export const COURSE: readonly Point[] = [
  { question: 'look status', command: 'query-status' },
  { question: 'look migration', command: 'query-migrate' },
  { question: 'look ways', command: 'query-commands' },
  { question: 'latch latch' },
  { question: 'jobs migration', command: 'query-migrate' },
  { question: 'jobs jobs', command: 'query-jobs' },
  { question: 'control survey', command: 'x-debug-query-block-graph' },
  { question: 'control nodes', command: 'query-named-block-nodes' },
  { question: 'control control' },
  { question: 'freeze frozen' },
  { question: 'freeze latch' },
  { question: 'freeze freeze' },
  { question: 'stop consent' },
  { question: 'stop status', command: 'query-status' },
  { question: 'stop stop', command: 'stop' },
  { question: 'control survey', nth: 2, command: 'query-named-block-nodes' },
  { question: 'latch latch', nth: 2 },
  ...(since(10, 0)
    ? [
        { question: 'release set-inactive', command: 'query-status' },
        { question: 'release set-inactive', command: 'blockdev-set-active' },
      ]
    : [
        { question: 'release migration', command: 'query-migrate' },
        { question: 'release migrate', command: 'query-migrate-capabilities' },
        { question: 'release migrate', command: 'query-status' },
        { question: 'release migrate', command: 'migrate' },
        { question: 'release migration', nth: 2, command: 'query-migrate' },
      ]),
  { question: 'verify status', command: 'query-status' },
  { question: 'verify jobs', command: 'query-jobs' },
  { question: 'verify migration', command: 'query-migrate' },
  { question: 'verify prove' },
  { question: 'verify status', nth: 2, command: 'query-status' },
  { question: 'verify nodes', command: 'query-named-block-nodes' },
  { question: 'verify survey', command: 'x-debug-query-block-graph' },
  { question: 'proof keep' },
  { question: 'proof register' },
];

/** Short, for what waits until they are used up. */
const BUDGETS: Partial<QuiesceBudgets> = {
  ...{ look: 300, latch: 2_000, jobs: 300, control: 800, freeze: 300, stop: 300 },
  ...{ release: 400, verify: 800, kill: 5_000 },
};

/** A fault, where it is tried, and whether it is come to terms with. */
export interface Tried extends Fault {
  readonly ats?: readonly At[];
  /** In which places of the course. Default: everywhere. */
  where?(index: number, at: At): boolean;
  /** Whether it comes to L2 all the same. */
  survives?(index: number): boolean;
}

const indexOf = (question: string): number => COURSE.findIndex((point) => point.question === question);
const STOP = indexOf('stop stop');
export const RELEASE = indexOf(since(10, 0) ? 'release set-inactive' : 'release migration');
const CONSENT = indexOf('stop consent');
const PROOF = indexOf('proof keep');
/** Between whether it runs and its release, which nobody can help: QEMU dies of it. */
const tooLate = (index: number, at: At): boolean =>
  since(10, 0) && ((index === RELEASE && at === 'after') || (index === RELEASE + 1 && at === 'before'));
const always = (): boolean => true;
const hurried = { budgets: BUDGETS };
/** With time for a flush on a disk that others use, too. */
const killing = { budgets: { ...BUDGETS, verify: 2_000 } };

const meddle = async (cell: Cell, command: 'stop' | 'cont'): Promise<void> => {
  cell.meddled = command;
  await ask(cell.raw, command);
};

const killQemu = async ({ counting: { guest } }: Cell): Promise<void> => {
  guest.process.kill('SIGKILL');
  await guest.exited;
};

export const FAULTS: Readonly<Record<string, Tried>> = {
  'the session is lost': { strike: ({ monitor }) => monitor.cut(), survives: always },
  'both monitors are lost': { strike: ({ monitor }) => monitor.cut({ more: 1 }), survives: always },
  'no monitor is to be had': {
    strike: ({ monitor }) => {
      monitor.refuse(true);
      monitor.cut();
    },
    heals: { after: 'course', heal: ({ monitor }) => monitor.refuse(false) },
    options: () => hurried,
    survives: (index) => index >= PROOF,
  },
  'answers come too late': {
    strike: ({ monitor }) => monitor.withhold(true),
    heals: { after: 'step', heal: ({ monitor }) => monitor.withhold(false) },
    options: () => hurried,
  },
  'QEMU stands still until it is too late': {
    strike: ({ counting }) => counting.guest.stop(),
    heals: { after: 'step', heal: ({ counting }) => counting.guest.continue() },
    options: () => hurried,
  },
  'QEMU stands still': {
    strike: ({ counting }) => counting.guest.stop(),
    heals: { after: 'course', heal: ({ counting }) => counting.guest.continue() },
    options: () => hurried,
  },
  'QEMU stands still, and may be killed': {
    strike: ({ counting }) => counting.guest.stop(),
    heals: { after: 'course', heal: ({ counting }) => counting.guest.continue() },
    options: ({ counting }) => ({ ...killing, kill: { pid: counting.guest.pid } }),
    survives: (index) => index >= RELEASE,
  },
  'QEMU is killed': {
    strike: killQemu,
    options: () => hurried,
    survives: (index) => index >= PROOF,
  },
  'QEMU is killed, which may be proven': {
    strike: killQemu,
    options: ({ counting }) => ({ ...killing, kill: { pid: counting.guest.pid } }),
    survives: (index) => index >= RELEASE,
  },
  'we are killed': { strike: ({ course }) => course.die() },
  'the order is given up': { strike: ({ order }) => order.abort() },
  'the guest is stopped by somebody else': {
    strike: (cell) => meddle(cell, 'stop'),
    survives: always,
  },
  'the guest is continued by somebody else': {
    strike: (cell) => meddle(cell, 'cont'),
    where: (index, at) => index > STOP && index < PROOF && !tooLate(index, at),
  },
  'the guest is continued by somebody else, and stopped again': {
    strike: async (cell) => {
      await meddle(cell, 'cont');
      await meddle(cell, 'stop');
    },
    where: (index, at) => index > STOP && index < PROOF && !tooLate(index, at),
  },
  'the guest hangs': {
    strike: async (cell) => {
      cell.still = true;
      await cell.counting.guest.send('k');
    },
    ats: ['before'],
    where: (index) => index <= STOP,
    survives: always,
  },
  'the guest goes to sleep': {
    strike: async (cell) => {
      cell.meddled = 'stop';
      cell.still = true;
      await cell.counting.guest.send('z');
    },
    ats: ['before'],
    where: (index) => index <= STOP,
    survives: always,
  },
  'the agent hangs': {
    strike: ({ fake }) => fake.hang(),
    options: () => ({ budgets: { freeze: 300 } }),
    where: (index) => index <= STOP,
    survives: always,
  },
  'the agent dies': {
    strike: ({ fake }) => fake.kill(),
    options: () => ({ budgets: { freeze: 300 } }),
    where: (index) => index <= STOP,
    survives: always,
  },
  'the agent hangs, and the order is withdrawn': {
    strike: (cell) => {
      cell.fake.hang();
      cell.withdrawn = 'it was a mistake';
    },
    options: () => ({ budgets: { freeze: 300 } }),
    where: (index) => index <= CONSENT,
  },
  'the agent dies, and the order is withdrawn': {
    strike: (cell) => {
      cell.fake.kill();
      cell.withdrawn = 'it was a mistake';
    },
    options: () => ({ budgets: { freeze: 300 } }),
    where: (index) => index <= CONSENT,
  },
};
