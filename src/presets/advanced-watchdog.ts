import {
  type Clock,
  knownOptions,
  type ListenerErrorHandler,
  milliseconds,
  nonEmpty,
  OptionError,
  oneOf,
} from '../core/index.js';
import { notify } from '../actions/index.js';
import { action, type Limit, listOf, type Notifier, on } from '../policy/index.js';
import type { SocketAddress } from '../qmp/index.js';
import {
  type AnyWatchdog,
  type IsolatedChannel,
  IsolatedWatchdog,
  type PetChannel,
  type PetFrameOptions,
  pets,
  silentWhenLost,
  Watchdog,
} from '../watchdog/index.js';
import type { Preset } from './preset.js';
import { type ScriptFileOptions, scriptAction } from './script/script.js';
import { checkTimings } from './timings.js';

/** Options of {@link advancedWatchdog}. All times are milliseconds. */
export interface AdvancedWatchdogOptions {
  /** Names the watchdog and its policy. Default `advanced-watchdog`. */
  readonly id?: string | undefined;
  /**
   * `primary` pulses (the proposal's `server=on`); `secondary` pulses, too, and answers each message (`server=off`).
   */
  readonly role: 'primary' | 'secondary';
  /** The channel to the other one (`awd_node`): one connects and the other listens, in either role. */
  readonly node: PetChannel;
  /** Who is told when the other one falls silent (`notification_node`): a socket, or notifiers of `notify`. */
  readonly notify?: SocketAddress | Notifier | readonly Notifier[] | undefined;
  /** What is done then (`opt_script`). Without it, somebody is told, and nothing is done. */
  readonly script?: ScriptFileOptions | undefined;
  /** How often it pulses (`pulse_interval`). Default 5,000. */
  readonly pulseInterval?: number | undefined;
  /** How often the other one pulses or answers. Default: as often as this one pulses. */
  readonly peerPulseInterval?: number | undefined;
  /** By how much a pulse may be late when all is well. Default 1,000. */
  readonly jitter?: number | undefined;
  /** How long without a message until it expires. Default: 4 pulses of the other one, and the jitter. */
  readonly timeout?: number | undefined;
  /** As for a `Watchdog`. Default `start`: one that connects and never pulses is noticed. */
  readonly armOn?: 'start' | 'first-pet' | undefined;
  /** As for a `Watchdog`. Default `latch`. */
  readonly onExpiry?: 'latch' | 'rearm' | undefined;
  /**
   * What the end of the connection means: `unknown` (default), nothing, and somebody is paged if it lasts; `silence`, as
   * in the proposal, once a first message has come: then a cut network makes both sides run their scripts.
   */
  readonly lostChannel?: 'unknown' | 'silence' | undefined;
  /** Whether its channel and deadline are in a thread of their own (`iothread`). Default false. */
  readonly isolated?: boolean | undefined;
  /** How often the script may run. Default: as for any policy. */
  readonly limit?: Limit | undefined;
  /** Told of an error that a listener threw. Default: a process warning. */
  readonly onListenerError?: ListenerErrorHandler | undefined;
  /** Time. Default: the host's, which is the only one when it is isolated. */
  readonly clock?: Clock | undefined;
}

const KNOWN = [
  ...['id', 'role', 'node', 'notify', 'script', 'pulseInterval', 'peerPulseInterval', 'jitter', 'timeout'],
  ...['armOn', 'onExpiry', 'lostChannel', 'isolated', 'limit', 'onListenerError', 'clock'],
];

/**
 * The Advanced Watch Dog that was proposed for QEMU in 2019, between the managers of two VMs: each pulses, each notices
 * when the other one falls silent, and runs a script then. Its options keep their meaning; their defects are mended, see
 * docs/presets.md. It understands the frames of the proposal.
 *
 * ```ts
 * import { advancedWatchdog, Supervisor, Vm } from 'qmp-watchdog';
 *
 * const vm = await Vm.connect({ path: '/run/secondary.qmp' });
 * const heart = advancedWatchdog({
 *   role: 'secondary',
 *   node: { host: '192.0.2.1', port: 9_009 },
 *   notify: { host: '192.0.2.9', port: 4_445 },
 *   script: { path: '/etc/colo-secondary.qmp', language: 'qmp', expect: 'COLO_EXIT' },
 *   pulseInterval: 1_000,
 *   timeout: 10_000,
 * });
 * await new Supervisor({ vm, ...heart, mode: 'enforce', journal: '/var/lib/secondary.jsonl' }).run();
 * ```
 * @throws {@link OptionError}
 */
export function advancedWatchdog(options: AdvancedWatchdogOptions): Preset {
  knownOptions('advancedWatchdog', options, KNOWN);
  const { script, limit } = options;
  const told = notifiersOf(options.notify);
  if (script === undefined && told.length === 0)
    throw new OptionError(
      'advancedWatchdog.script',
      script,
      'given, or `notify`: else nothing follows of an expiry',
    );
  const id = nonEmpty('advancedWatchdog.id', options.id ?? 'advanced-watchdog');
  const watchdog = watchdogOf(id, options);
  return {
    watchdogs: [watchdog],
    policies: [
      {
        name: id,
        on: on.expired(watchdog),
        do: script === undefined ? nothing : scriptAction(script),
        notify: told,
        limit,
      },
    ],
  };
}

/** To have told somebody is all that is asked for. */
const nothing = action({
  name: 'tell',
  destructive: false,
  idempotent: true,
  timeout: 1_000,
  evidence: ['pets-silent', 'no-own-lag'],
  run: async () => ({ outcome: 'done', reason: 'nothing was to be done', evidence: {} }),
});

function watchdogOf(id: string, options: AdvancedWatchdogOptions): AnyWatchdog {
  const { node, role, clock, armOn, onExpiry, onListenerError, isolated = false } = options;
  if (typeof isolated !== 'boolean')
    throw new OptionError('advancedWatchdog.isolated', isolated, 'true or false');
  if (role === undefined) throw new OptionError('advancedWatchdog.role', role, "'primary' or 'secondary'");
  oneOf('advancedWatchdog.role', role, 'primary', ['primary', 'secondary']);
  const lostChannel = oneOf('advancedWatchdog.lostChannel', options.lostChannel, 'unknown', [
    'unknown',
    'silence',
  ]);
  // A watchdog has one more, by which nothing here would ever arm it.
  oneOf('advancedWatchdog.armOn', armOn, 'start', ['start', 'first-pet']);
  const { timeout, pulseInterval } = timingsOf(options);
  const frames: PetFrameOptions = { pulseInterval, reply: role === 'secondary' };
  const common = { id, timeout, armOn, onExpiry, watches: 'other', onListenerError } as const;
  if (!isolated) {
    const source = pets.frames(node, frames);
    return new Watchdog({
      ...common,
      clock,
      pets: lostChannel === 'silence' ? silentWhenLost(source) : source,
    });
  }
  if (clock !== undefined)
    throw new OptionError(
      'advancedWatchdog.clock',
      clock,
      "left out: an isolated watchdog's time is the host's",
    );
  // A stream is refused by the watchdog itself, which says why.
  const channel = node as Exclude<IsolatedChannel, { readonly listen: { readonly udp: unknown } }>;
  return new IsolatedWatchdog({ ...common, lostChannel, pets: { kind: 'frames', channel, options: frames } });
}

function timingsOf(options: AdvancedWatchdogOptions): {
  readonly timeout: number;
  readonly pulseInterval: number;
} {
  const where = 'advancedWatchdog';
  const interval = { min: 10, max: 2 ** 40 };
  const pulseInterval = milliseconds(`${where}.pulseInterval`, options.pulseInterval, 5_000, interval);
  const peer = milliseconds(`${where}.peerPulseInterval`, options.peerPulseInterval, pulseInterval, interval);
  const jitter = milliseconds(`${where}.jitter`, options.jitter, 1_000, { min: 0 });
  const timeout = milliseconds(`${where}.timeout`, options.timeout, 4 * peer + jitter, { min: 1 });
  checkTimings({ timeout, pulseInterval: peer, jitter }, where);
  return { timeout, pulseInterval };
}

function notifiersOf(told: AdvancedWatchdogOptions['notify']): readonly Notifier[] {
  if (typeof told !== 'object' || told === null) return told === undefined ? [] : listOf(told);
  return 'port' in told || 'path' in told ? [notify.socket(told)] : listOf(told);
}
