import type { StandingProof } from '../proof/index.js';
import type { Incident } from '../policy/index.js';
import type { SupervisorSnapshot } from '../supervisor/index.js';
import type { VmState } from '../vm/index.js';
import type { WatchdogSnapshot } from '../watchdog/index.js';
import { attentionOf } from './attention.js';
import { causeInWords } from './cause-in-words.js';
import {
  bounded,
  type FailoverSafeStatus,
  type OpenIncidentStatus,
  type VmStatus,
  type WatchdogStatus,
} from './document.js';
import type { Recent } from './recent.js';

/** Lists are cut off there: a guest or a QEMU may have a hand in how long they are. */
const LONGEST_LIST = 64;

/** How a VM stands, by its supervisor's snapshot of `now` on the clock of that, and what it has recorded lately. */
export function statusOf(name: string, snapshot: SupervisorSnapshot, recent: Recent, now: number): VmStatus {
  const { mode, maintenance, suspicion, incident, failoverSafe } = snapshot;
  const known = {
    name: bounded(name),
    supervised: snapshot.running,
    mode,
    maintenance:
      maintenance === undefined
        ? null
        : { reason: bounded(maintenance.reason), left: Math.max(Math.round(maintenance.until - now), 0) },
    suspicion: textOrNull(suspicion),
    ...ofVm(snapshot.vm, now),
    watchdogs: snapshot.watchdogs.slice(0, LONGEST_LIST).map(ofWatchdog),
    incident: incident === undefined ? null : ofIncident(incident, now),
    incidents: recent.incidents(now),
    pages: recent.pages(now),
    policies: snapshot.policies.slice(0, LONGEST_LIST).map(bounded),
    halted: Object.entries(snapshot.halted)
      .slice(0, LONGEST_LIST)
      .map(([policy, reason]) => ({ policy: bounded(policy), reason: bounded(reason) })),
    journalFailure: textOrNull(snapshot.journalFailure),
    failoverSafe: failoverSafe === undefined ? null : ofProof(failoverSafe),
  };
  return { ...known, ...attentionOf(known) };
}

type OfVm =
  | ('confidence' | 'run' | 'running' | 'why' | 'runFor' | 'health' | 'healthFor')
  | ('connected' | 'session' | 'exit' | 'blockErrors' | 'interlocks' | 'latch');

function ofVm(vm: VmState | undefined, now: number): Pick<VmStatus, OfVm> {
  const { run, health, exit, latch } = vm ?? {};
  return {
    confidence: vm?.confidence ?? null,
    run: run?.status === undefined ? null : bounded(run.status),
    running: run?.running ?? null,
    why: run?.why ?? null,
    runFor: run === undefined ? null : Math.round(now - run.since),
    health: health?.verdict ?? null,
    healthFor: health === undefined ? null : Math.round(now - health.since),
    connected: vm?.connected ?? null,
    session: vm?.session ?? null,
    exit:
      exit === undefined
        ? null
        : { cause: exit.cause, code: exit.code ?? null, signal: textOrNull(exit.signal) },
    blockErrors: (vm?.blockErrors ?? []).slice(0, LONGEST_LIST).map(({ device, qdev, nodeName, status }) => ({
      device: bounded(device === '' ? (qdev ?? nodeName ?? '') : device),
      status: bounded(status),
    })),
    interlocks: (vm?.interlocks ?? [])
      .slice(0, LONGEST_LIST)
      .map(({ bars, reason, by, time }) => ({ bars, reason: bounded(reason), by, time: bounded(time) })),
    latch: latch === undefined ? null : { reason: bounded(latch.reason), time: bounded(latch.time) },
  };
}

function ofProof({ proof, consumed, registered }: StandingProof): FailoverSafeStatus {
  const { level, token, vm, session, issued, storage } = proof;
  return {
    level,
    standing: consumed ? 'consumed' : 'held',
    registered,
    token: bounded(token),
    vm: { name: textOrNull(vm.name), uuid: textOrNull(vm.uuid) },
    session,
    issued: bounded(issued),
    storage,
  };
}

function ofWatchdog(dog: WatchdogSnapshot): WatchdogStatus {
  const { id, state, timeLeft, silentFor, silent, pausedBy, unknownBecause, inGrace, channel } = dog;
  const left = timeLeft === undefined ? null : Math.max(Math.round(timeLeft), 0);
  return {
    id: bounded(id),
    state,
    timeLeft: left,
    timeout: left === null ? null : left + Math.round(silentFor),
    silentFor: Math.round(silentFor),
    silent,
    pausedBy: textOrNull(pausedBy),
    unknownBecause: textOrNull(unknownBecause),
    inGrace,
    channel,
  };
}

function ofIncident(incident: Incident, now: number): OpenIncidentStatus {
  const { id, policy, cause, phase, began, unknown } = incident;
  return {
    id,
    policy: bounded(policy),
    cause: causeInWords({ ...cause }),
    phase,
    lasts: Math.round(now - began),
    waitsFor: textOrNull(unknown?.reason),
  };
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined ? null : bounded(text);
}
