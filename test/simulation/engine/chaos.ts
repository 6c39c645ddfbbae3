// What goes wrong, as chance will have it.
import type { Policy } from 'qmp-watchdog';
import type { Random } from '../../fuzz/random.js';
import type { Machine } from './machine.js';
import type { Shell } from './shell.js';
import type { Misdeed, Surroundings } from './surroundings.js';

/** Who is there to be hurt. The shell is another one after a restart; undefined while there is none. */
export interface Victim {
  readonly around: Surroundings;
  readonly sets: readonly [readonly Policy[], readonly Policy[]];
  shell: Shell | undefined;
  policies: readonly Policy[];
  start(): void;
  end(killed: boolean): void;
}

type Fault = (victim: Victim, machine: Machine, random: Random) => void;

const MISDEEDS: readonly Misdeed[] = ['ignored', 'refused', 'late', 'unanswered', 'slow'];

/** From nearly nothing to a minute, short ones as often as long ones. */
function duration(random: Random): number {
  return random.pick([50, 500, 2_000, 6_000, 20_000, 60_000]) + random.below(500);
}

function forAWhile(victim: Victim, random: Random, begin: () => void, end: () => void): void {
  begin();
  victim.around.time.after(duration(random), end);
}

const hang: Fault = (_, machine, random) => machine.hangs(random.chance(3), !random.chance(5));

const FAULTS: readonly Fault[] = [
  // More often than the rest, because it is what all the rest can spoil.
  hang,
  hang,
  hang,
  hang,
  (_, machine) => machine.recovers(),
  (victim, machine, random) =>
    forAWhile(
      victim,
      random,
      () => {
        machine.muted = true;
      },
      () => {
        machine.muted = false;
      },
    ),
  (victim, machine, random) =>
    forAWhile(
      victim,
      random,
      () => machine.stop(),
      () => {
        if (machine.status === 'paused') machine.whenTurning(() => machine.cont());
      },
    ),
  (_, machine) => machine.whenTurning(() => machine.reset()),
  (_, machine) => machine.whenTurning(() => machine.cont()),
  (_, machine, random) => {
    machine.bootTime = random.pick([100, 2_000, 20_000, 60_000]);
  },
  (victim, machine, random) => {
    machine.broken = random.chance(2);
    machine.whenTurning(() => machine.ioError());
    if (random.chance(2))
      victim.around.time.after(duration(random), () => {
        machine.broken = false;
      });
  },
  (_, machine) => machine.whenTurning(() => machine.panic()),
  (victim, machine, random) =>
    forAWhile(
      victim,
      random,
      () => {
        machine.stalled = true;
      },
      () => machine.resume(),
    ),
  (victim, machine, random) =>
    forAWhile(
      victim,
      random,
      () => {
        machine.latency = random.pick([50, 300, 1_500]);
      },
      () => {
        machine.latency = 1;
      },
    ),
  (victim, machine, random) =>
    forAWhile(
      victim,
      random,
      () => {
        machine.migrating = true;
      },
      () => {
        machine.migrating = false;
      },
    ),
  (victim, _, random) =>
    forAWhile(
      victim,
      random,
      () => {
        victim.around.connected = false;
      },
      () => {
        if (victim.around.connected) return;
        victim.around.connected = true;
        victim.shell?.reconnected();
      },
    ),
  (victim, _, random) =>
    forAWhile(
      victim,
      random,
      () => cut(victim, true),
      () => cut(victim, false),
    ),
  (victim, _, random) => victim.shell?.stall(random.pick([50, 300, 3_000, 8_000])),
  ({ around }, _, random) => {
    around.misdeed = random.pick(MISDEEDS);
  },
  ({ around }, _, random) => {
    around.misdeed = random.pick(MISDEEDS);
  },
  ({ around }, _, random) => {
    around.stallsLooking = random.pick([50, 300, 3_000]);
  },
  ({ around }, _, random) => {
    around.losing = random.pick(['STOP', 'RESET', 'GUEST_PANICKED'] as const);
  },
  ({ shell }, _, random) =>
    shell?.tell({ type: 'maintenance', reason: 'chance', ttl: random.chance(4) ? 0 : duration(random) }),
  (victim, _, random) =>
    forAWhile(
      victim,
      random,
      () => victim.shell?.tell({ type: 'mode', mode: 'observe', reason: 'chance' }),
      () => victim.shell?.tell({ type: 'mode', mode: 'enforce', reason: 'chance' }),
    ),
  (victim, _, random) =>
    forAWhile(
      victim,
      random,
      () => suspect(victim, 'many'),
      () => suspect(victim, undefined),
    ),
  ({ shell }, _, random) =>
    shell?.tell({ type: 'resume', policy: random.pick(['hung', 'disk', 'panic', 'warning']) }),
  (victim, _, random) => {
    victim.policies = random.pick(victim.sets);
    victim.shell?.reload(victim.policies);
  },
  (victim, _, random) =>
    forAWhile(
      victim,
      random,
      () => victim.end(random.chance(2)),
      () => victim.start(),
    ),
];

/** Something happens. */
export function fault(victim: Victim, random: Random): void {
  random.pick(FAULTS)(victim, victim.around.machine, random);
}

/** All that was in the way is over; what is broken stays so. */
export function calm(victim: Victim, random: Random): void {
  const { around } = victim;
  const { machine } = around;
  machine.muted = false;
  machine.latency = 1;
  machine.migrating = false;
  machine.bootTime = 2_000;
  around.misdeed = undefined;
  around.losing = undefined;
  around.stallsLooking = 0;
  machine.resume();
  victim.start();
  if (!around.connected) {
    around.connected = true;
    victim.shell?.reconnected();
  }
  cut(victim, false);
  suspect(victim, undefined);
  // Nobody means it to stand still any more.
  if (machine.status === 'paused' || machine.status === 'prelaunch') machine.cont();
  // This process may stand still for another while.
  around.time.after(10_000, () => {
    const { shell } = victim;
    if (shell === undefined) return;
    const { mode = 'enforce', maintenance, halted } = shell.state;
    if (maintenance !== undefined) shell.tell({ type: 'maintenance', reason: 'calm', ttl: 0 });
    if (mode !== 'enforce') shell.tell({ type: 'mode', mode: 'enforce', reason: 'calm' });
    if (random.chance(2)) for (const policy of Object.keys(halted)) shell.tell({ type: 'resume', policy });
    around.time.after(0, () => around.auditor.calms(machine, shell.state, shell.isHeard, around.time.now));
  });
}

function cut({ around, shell }: Victim, isCut: boolean): void {
  if (around.heartbeatsCut === isCut) return;
  around.heartbeatsCut = isCut;
  shell?.heartbeats(isCut);
}

function suspect({ around, shell }: Victim, reason: string | undefined): void {
  if (around.suspicion === reason) return;
  around.suspicion = reason;
  shell?.tell({ type: 'suspect', reason });
}
