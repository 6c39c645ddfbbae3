import { messageOf } from '../../core/index.js';
import { answer, type ScriptedAnswer } from '../fake-qemu/answer.js';
import type { FakeQemu } from '../fake-qemu/fake-qemu.js';
import type { Simulation } from '../simulation/simulation.js';
import type { CommandFault, Fault } from './fault.js';

/** What the guest does to itself, which takes a CPU that runs. */
const BY_GUEST: ReadonlySet<string> = new Set([
  'panic',
  'guest-reset',
  'guest-shutdown',
  'suspend',
  'watchdog',
]);

/** Lets it happen now. Resolves with why nothing comes of it, or undefined. Never rejects. */
export async function inject(sim: Simulation, fault: Fault): Promise<string | undefined> {
  try {
    await injectInside(sim, fault);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** As {@link inject}, for what happens outside of this process. */
export function injectOutside(sim: Simulation, fault: Fault): string | undefined {
  const { qemu, vm } = sim;
  if (qemu.process.state === 'exited') return 'QEMU has ended';
  if (BY_GUEST.has(fault.do) && !(vm.running && qemu.mainLoop.turning)) return 'the guest stands still';
  try {
    happen(qemu, fault);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function happen(qemu: FakeQemu, fault: Fault): void {
  const { guest, vm, mainLoop, migration } = qemu;
  switch (fault.do) {
    case 'hang':
      guest.hang(fault);
      return;
    case 'recover':
      guest.recover();
      return;
    case 'mute':
      guest.mute();
      return;
    case 'unmute':
      guest.unmute();
      return;
    case 'boot-time':
      guest.bootTime = fault.time;
      return;
    case 'panic':
      vm.panic();
      return;
    case 'guest-reset':
      vm.guestReset();
      return;
    case 'guest-shutdown':
      vm.guestShutdown();
      return;
    case 'suspend':
      vm.suspend();
      return;
    case 'watchdog':
      vm.watchdog(fault.action);
      return;
    case 'io-error':
      vm.ioError(fault);
      return;
    case 'repair':
      vm.repair();
      return;
    case 'stop':
      vm.stop();
      return;
    case 'cont':
      vm.cont();
      return;
    case 'reset':
      vm.reset();
      return;
    case 'quit':
      vm.quit();
      return;
    case 'enter':
      vm.enter(fault.status);
      return;
    case 'migrate':
      migration.migrate();
      return;
    case 'complete-migration':
      migration.complete();
      return;
    case 'fail-migration':
      migration.fail('the destination can not be reached');
      return;
    case 'stall-main-loop':
      mainLoop.stall();
      return;
    case 'resume-main-loop':
      mainLoop.resume();
      return;
    case 'stop-process':
      qemu.process.stop();
      return;
    case 'continue-process':
      qemu.process.continue();
      return;
    case 'kill-process':
      qemu.process.kill('SIGKILL');
      return;
    case 'command':
      spoil(qemu, fault.command, fault, fault.times ?? 1);
      return;
    case 'cut-connection':
      qemu.wire.hangUp();
      return;
    case 'lose-event':
      qemu.wire.lose(fault.event, fault.times);
      return;
    default:
  }
}

/** The next so many commands of this name go wrong. */
function spoil(qemu: FakeQemu, command: string, fault: CommandFault, times: number): void {
  let left = times;
  const unscript = qemu.on(command, () => {
    left -= 1;
    if (left <= 0) unscript();
    return spoiled(qemu, fault);
  });
}

function spoiled(qemu: FakeQemu, fault: CommandFault): ScriptedAnswer | undefined {
  switch (fault.how) {
    case 'ignored':
      return undefined;
    case 'refused':
      return answer.error('refused by the scenario');
    case 'unanswered':
      return answer.never;
    case 'late':
      return answer.after(fault.delay, answer.builtIn);
    case 'late-reply':
      return answer.lateReply(fault.delay);
    case 'late-effect':
      return answer.lateEffect(fault.delay);
    case 'stalls':
      qemu.mainLoop.stall();
      // Done when the main loop gets on.
      return answer.after(0, answer.builtIn);
    case 'cut-off':
      qemu.wire.hangUp();
      return answer.builtIn;
  }
}

async function injectInside(sim: Simulation, fault: Fault): Promise<void> {
  const { clock, supervisor, fleet, heartbeats, others } = sim;
  const reason = 'the scenario says so';
  switch (fault.do) {
    case 'stall':
      await clock.stall(fault.for);
      return;
    case 'sleep-host':
      clock.sleepHost(fault.for);
      return;
    case 'step-wall':
      clock.stepWall(fault.by);
      return;
    case 'host-error': {
      const { do: _, ...error } = fault;
      sim.hostError(error);
      return;
    }
    case 'enforce':
      await supervisor.enforce(reason);
      return;
    case 'observe':
      // It waits for the action that runs, which takes time.
      void supervisor.observe(reason).catch(() => {});
      return;
    case 'maintenance':
      supervisor.maintenance(reason, { ttl: fault.ttl });
      return;
    case 'resume':
      supervisor.resume(fault.policy);
      return;
    case 'restart':
      await sim.restart();
      return;
    case 'cut-heartbeats':
      heartbeats.cut(fault.for);
      return;
    case 'others-fall-silent':
      others.fallSilent(fault.count);
      return;
    case 'resume-fleet':
      fleet.resume();
      return;
    default:
  }
}
