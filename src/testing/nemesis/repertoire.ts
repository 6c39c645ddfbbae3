import type { Fault, FaultName } from '../scenario/fault.js';

/** What a nemesis may do, each with its variants, the plainest first: towards these a timeline is shrunk. */
const REPERTOIRE: readonly Fault[] = [
  { do: 'hang' },
  { do: 'hang', nmiCures: true },
  { do: 'hang', resetCures: false },
  { do: 'recover' },
  { do: 'mute' },
  { do: 'unmute' },
  { do: 'boot-time', time: 10_000 },
  { do: 'panic' },
  { do: 'guest-reset' },
  { do: 'suspend' },
  { do: 'watchdog', action: 'pause' },
  { do: 'watchdog' },
  { do: 'io-error' },
  { do: 'io-error', nospace: true },
  { do: 'io-error', persistent: true },
  { do: 'io-error', action: 'report' },
  { do: 'repair' },
  { do: 'stop' },
  { do: 'cont' },
  { do: 'reset' },
  { do: 'quit' },
  { do: 'migrate' },
  { do: 'complete-migration' },
  { do: 'fail-migration' },
  { do: 'stall-main-loop' },
  { do: 'resume-main-loop' },
  { do: 'stop-process' },
  { do: 'continue-process' },
  { do: 'kill-process' },
  ...(['system_reset', 'cont', 'stop', 'inject-nmi', 'query-status'] as const).flatMap(
    (command): readonly Fault[] => [
      { do: 'command', command, how: 'refused' },
      { do: 'command', command, how: 'late', delay: 500 },
      { do: 'command', command, how: 'late-reply', delay: 3_000 },
      { do: 'command', command, how: 'cut-off' },
      { do: 'command', command, how: 'stalls' },
    ],
  ),
  // What asks can be neither ignored nor done later.
  ...(['system_reset', 'cont', 'stop', 'inject-nmi'] as const).flatMap((command): readonly Fault[] => [
    { do: 'command', command, how: 'ignored' },
    { do: 'command', command, how: 'late-effect', delay: 8_000 },
  ]),
  { do: 'cut-connection' },
  { do: 'cut-heartbeats' },
  { do: 'cut-heartbeats', for: 10_000 },
  { do: 'lose-event', event: 'STOP' },
  { do: 'lose-event', event: 'RESET' },
  { do: 'stall', for: 300 },
  { do: 'stall', for: 6_000 },
  { do: 'sleep-host', for: 60_000 },
  { do: 'step-wall', by: -3_600_000 },
  { do: 'step-wall', by: 3_600_000 },
  { do: 'observe' },
  { do: 'enforce' },
  { do: 'maintenance', ttl: 10_000 },
  { do: 'restart' },
];

/** The names of all that it can do. */
export const NEMESIS_FAULTS: readonly FaultName[] = [...new Set(REPERTOIRE.map((fault) => fault.do))];

/** A restart needs files, and takes far more time than all the rest. */
const ONLY_IF_ASKED: ReadonlySet<FaultName> = new Set<FaultName>(['restart']);

/** What policies are about is more frequent than what gets in their way. */
const WEIGHTS: Readonly<Partial<Record<FaultName, number>>> = {
  hang: 8,
  'io-error': 4,
  panic: 4,
  command: 4,
};

/** A kind of fault. */
export interface Repertoire {
  readonly weight: number;
  readonly variants: readonly Fault[];
}

/** These faults; all but `restart` by default. */
export function repertoire(only: readonly FaultName[] | undefined): readonly Repertoire[] {
  const names = only ?? NEMESIS_FAULTS.filter((name) => !ONLY_IF_ASKED.has(name));
  return names.map((name) => ({
    weight: WEIGHTS[name] ?? 1,
    variants: REPERTOIRE.filter((fault) => fault.do === name),
  }));
}

/** Ends what lasts, so that in the end nothing keeps the supervisor from seeing to what is broken. */
export function calm(at: number): readonly ({ readonly at: number } & Fault)[] {
  return [
    { at, do: 'continue-process' },
    { at, do: 'resume-main-loop' },
    { at, do: 'unmute' },
    { at, do: 'fail-migration' },
    { at, do: 'maintenance', ttl: 0 },
    { at, do: 'enforce' },
  ];
}
