import { z } from 'zod';
import { type Issue, issuesOf } from './issue.js';

/** The longest delay of a timer, which is as far as a scenario may go: milliseconds. */
const LONGEST = 2 ** 31 - 1;

const time = z.number().min(0).max(LONGEST);
const length = z.number().min(1).max(LONGEST);
const count = z.int().min(1).max(10_000);
const text = z.string().min(1);
const mode = z.enum(['observe', 'enforce']);

const watchdogAction = z.enum(['reset', 'shutdown', 'poweroff', 'pause', 'debug', 'none', 'inject-nmi']);

const qemu = z.strictObject({
  version: text.optional(),
  package: z.string().optional(),
  oob: z.boolean().optional(),
  name: text.optional(),
  uuid: text.optional(),
  status: text.optional(),
  actions: z
    .strictObject({
      reboot: z.enum(['reset', 'shutdown']).optional(),
      shutdown: z.enum(['poweroff', 'pause']).optional(),
      panic: z.enum(['pause', 'shutdown', 'exit-failure', 'none']).optional(),
      watchdog: watchdogAction.optional(),
    })
    .optional(),
  pretty: z.boolean().optional(),
  guest: z.strictObject({ interval: length.optional(), bootTime: time.optional() }).optional(),
  onComplaint: z.enum(['throw', 'collect']).optional(),
  allow: z.array(text).optional(),
});

const options = z.strictObject({
  qemu: qemu.optional(),
  watchdogs: z
    .array(
      z.strictObject({
        id: text,
        timeout: length,
        pretimeout: time.optional(),
        armOn: z.enum(['start', 'first-pet']).optional(),
        onExpiry: z.enum(['latch', 'rearm']).optional(),
      }),
    )
    .optional(),
  mode: mode.optional(),
  bootGrace: length.optional(),
  unknownAfter: length.optional(),
  others: z.int().min(0).max(10_000).optional(),
});

/** Something that happens, and what it says besides. */
function fault<Name extends string, Members extends z.ZodRawShape>(
  name: Name,
  members: Members,
): z.ZodObject<{ at: typeof time; do: z.ZodLiteral<Name> } & Members, z.core.$strict> {
  return z.strictObject({ at: time, do: z.literal(name), ...members });
}

const plain = [
  ...(['recover', 'mute', 'unmute', 'panic', 'guest-reset', 'guest-shutdown', 'suspend'] as const),
  ...(['repair', 'stop', 'cont', 'reset', 'quit', 'migrate', 'complete-migration'] as const),
  ...(['fail-migration', 'stall-main-loop', 'resume-main-loop', 'stop-process'] as const),
  ...(['continue-process', 'kill-process', 'cut-connection', 'enforce', 'observe'] as const),
  ...(['restart', 'resume-fleet'] as const),
].map((name) => fault(name, {}));

const command = { command: text, times: count.optional() };

const timed = z.discriminatedUnion('do', [
  fault('hang', { nmiCures: z.boolean().optional(), resetCures: z.boolean().optional() }),
  ...plain,
  fault('boot-time', { time }),
  fault('watchdog', { action: watchdogAction.optional() }),
  fault('io-error', {
    nospace: z.boolean().optional(),
    operation: z.enum(['read', 'write']).optional(),
    action: z.enum(['stop', 'report', 'ignore']).optional(),
    persistent: z.boolean().optional(),
  }),
  fault('enter', { status: text }),
  z.discriminatedUnion('how', [
    fault('command', { ...command, how: z.enum(['ignored', 'refused', 'unanswered', 'stalls', 'cut-off']) }),
    fault('command', { ...command, how: z.enum(['late', 'late-reply', 'late-effect']), delay: time }),
  ]),
  fault('cut-heartbeats', { for: length.optional() }),
  fault('lose-event', { event: text, times: count.optional() }),
  fault('stall', { for: length }),
  fault('sleep-host', { for: length }),
  fault('step-wall', { by: z.number().min(-LONGEST).max(LONGEST) }),
  fault('host-error', {
    message: text,
    severity: z.enum(['info', 'degraded', 'serious', 'fatal']).optional(),
    node: text.optional(),
    device: text.optional(),
    path: text.optional(),
    count: count.optional(),
  }),
  fault('maintenance', { ttl: time }),
  fault('resume', { policy: text }),
  fault('others-fall-silent', { count }),
]);

const scenario = z.strictObject({
  about: z.string().optional(),
  options: options.optional(),
  timeline: z.array(timed).max(100_000),
  until: length,
});

/** What is wrong with what should be a scenario of `qmp-watchdog/testing`. */
export function checkScenario(value: unknown): readonly Issue[] {
  return issuesOf(scenario.safeParse(value).error).slice(0, 20);
}
