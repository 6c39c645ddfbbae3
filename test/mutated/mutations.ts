// The package with one promise broken, by the name of what is broken. The golden scenarios and the simulation show that
// they notice each of these.
import type { Mutation } from './library.js';

const mutation = (name: string, file: string, from: string, to: string): Mutation => ({
  name,
  file,
  from,
  to,
});

const ENGINE = 'policy/engine.ts';
const COURSE = 'policy/incident-course.ts';
const EVIDENCE = 'policy/evidence.ts';

export const MUTATIONS = {
  unknownActs: mutation(
    'what is not known counts as established',
    EVIDENCE,
    "verdicts.find(({ verdict }) => verdict === 'unknown') ??",
    '',
  ),
  observerActs: mutation(
    'it acts while it observes',
    COURSE,
    "else if (this.#turn.mode === 'observe') {",
    'else if (false) {',
  ),
  enforceForgets: mutation(
    'what stands when it is told to act is not looked at',
    ENGINE,
    'this.#resume(policy);\n        this.#lookAtAll();',
    'this.#resume(policy);',
  ),
  maintenanceBarsNothing: mutation(
    'maintenance bars nothing',
    ENGINE,
    'else if (maintenance !== undefined || rests) {',
    'else if (rests) {',
  ),
  maintenanceStays: mutation(
    'maintenance does not end by itself',
    ENGINE,
    'const until = this.#turn.now + ttl;',
    'const until = this.#turn.now + ttl * 1_000;',
  ),
  noLimit: mutation('no limit', ENGINE, 'if (begun.length >= limit.max) {', 'if (false) {'),
  haltBarsNothing: mutation(
    'a policy that is halted goes on',
    ENGINE,
    'else if (halt !== undefined) this.#turn.ignore(',
    'else if (false) this.#turn.ignore(',
  ),
  resumeForgets: mutation(
    'a policy that is resumed does not look at what stands',
    ENGINE,
    "for (const watchdog of watchdogsOf(policy.on)) this.#turn.effects.push({ do: 'rearm', watchdog });",
    '',
  ),
  noCooldown: mutation('no rest after an incident', 'policy/turn.ts', 'if (cooldown > 0)', 'if (false)'),
  nothingRemembered: mutation(
    'what can not be looked after now is forgotten',
    'policy/turn.ts',
    'const { unheard, unseen } = this.state;',
    'const { unheard, unseen } = this.state;\n    if (policy !== undefined) return;',
  ),
  noDuration: mutation(
    'a condition need not last',
    ENGINE,
    'if (lasting === 0) this.#arise(policy, cause);',
    'if (lasting >= 0) this.#arise(policy, cause);',
  ),
  bootedInVainUnsaid: mutation(
    'nobody is told of a guest that does not come up',
    ENGINE,
    'if (inVain !== undefined) this.#bootedInVain(policy, cause, inVain);',
    'if (inVain !== undefined) void 0;',
  ),
  nothingSuperseded: mutation(
    'what an event told of is acted on although somebody has seen to it',
    ENGINE,
    'this.#course.superseded(incident);',
    'void 0;',
  ),
  recoveryUnnoticed: mutation(
    'an incident goes on although its watchdog was petted',
    ENGINE,
    "if (incident !== undefined && 'watchdog' in incident.cause && incident.cause.watchdog === watchdog)",
    'if (false)',
  ),
  worseWaits: mutation(
    'what is worse has to wait',
    ENGINE,
    'return incident.unknown !== undefined || worse;',
    'return incident.unknown !== undefined;',
  ),
  actionPreempted: mutation(
    'an action that runs is not waited for',
    ENGINE,
    "if (incident.phase === 'acting') return false;",
    '',
  ),
  lateAnswerCounts: mutation(
    'the answer to an earlier order counts',
    ENGINE,
    "return incident?.phase === 'gathering' && incident.order === order && incident.wakeAt === undefined;",
    "return incident?.phase === 'gathering' && incident.order >= order;",
  ),
  firstStepIsLast: mutation(
    'nothing is tried after the first step',
    COURSE,
    'else this.#goTo(incident, otherwise, undefined);',
    'else this.#giveUp(incident, how, reason);',
  ),
  failureGoesOn: mutation(
    'a policy goes on that could not cure',
    COURSE,
    "const halts = how === 'not-cured' || (escalated && how !== 'exited');",
    'const halts = false;',
  ),
  unknownUnsaid: mutation(
    'nobody is told that nothing can be decided',
    COURSE,
    'if (!paged && lasted >= settings.unknownAfter) {',
    'if (false) {',
  ),
  suspicionBarsNothing: mutation(
    'many silent VMs bar nothing',
    COURSE,
    'if (suspicion === undefined || !destructive) return undefined;',
    'return undefined;',
  ),
  guardsSilent: mutation(
    'guards are not asked',
    COURSE,
    "const guarded = evidence.verdict === 'holds' ? this.#judgeGuards(incident, facts) : evidence;",
    'const guarded = evidence;',
  ),
  resultUnrecorded: mutation(
    'an action that is cut short leaves no result',
    COURSE,
    "if (incident.phase === 'acting')\n      this.recordResult(incident, { outcome: 'unknown', reason: how, evidence: {} });",
    '',
  ),
  pauseIgnored: mutation(
    'a VM that does not run is acted on',
    EVIDENCE,
    "if (!status.running) return { verdict: 'refused',",
    "if (false) return { verdict: 'refused',",
  ),
  slowAnswerCounts: mutation(
    'a QEMU that answers slowly says nothing of its guest, and is believed',
    EVIDENCE,
    'return answeredAfter - stalled > SLOW_ANSWER;',
    'return false;',
  ),
  firstAnswerCounts: mutation(
    'a QEMU that is just back is believed',
    EVIDENCE,
    "return attended || (cause.on === 'expired' && cause.expiry === 'trigger')",
    'return true',
  ),
  ownLagCounts: mutation(
    'a process that stood still while it looked is believed',
    EVIDENCE,
    'return stalled > 0 ?',
    'return stalled > 1e12 ?',
  ),
  unprovenCounts: mutation(
    'the silence of a channel that never spoke is believed',
    EVIDENCE,
    "if (watchdog?.channel === 'unproven') {",
    "if (watchdog?.channel === 'unproven') return HOLDS;\n  if (watchdog?.channel === 'gone') {",
  ),
  countsForgotten: mutation(
    'a restart forgets the counts',
    'supervisor/carry-on.ts',
    '      begun,\n',
    '      begun: {},\n',
  ),
  haltsForgotten: mutation(
    'a restart lifts halts',
    'supervisor/carry-on.ts',
    'halted: Object.fromEntries(stillHalted),',
    'halted: {},',
  ),
  noBootGrace: mutation(
    'a reset begins no boot grace',
    'supervisor/run.ts',
    '      this.#booting(isByGuest(event));',
    '',
  ),
  noGraceAfterGap: mutation(
    'a gap begins no boot grace',
    'supervisor/run.ts',
    "if (change.type !== 'gap') return;",
    "if (change.type !== 'gap' || change.blindFor >= 0) return;",
  ),
  onlyEventsEndPauses: mutation(
    'only an event ends what a pause excuses',
    'supervisor/run.ts',
    "if (change.type === 'run' && change.source !== 'event') this.#excuse.ask();",
    '',
  ),
  pauseExcusesNothing: mutation(
    'a pause excuses no silence',
    'supervisor/silence-excuse.ts',
    'if (reason !== undefined) watchdog.pause(reason, pauseLimit);',
    '',
  ),
  stallCountsAsSilence: mutation(
    'the time in which nobody listened counts as silence',
    'watchdog/machine.ts',
    'const excused = moment.stalled - this.#sinceStalled;',
    'const excused = 0;',
  ),
  lostChannelCountsAsSilence: mutation(
    'a channel that is gone counts as silent',
    'watchdog/machine.ts',
    'if (this.#gone !== undefined) return NEVER;',
    '',
  ),
  resetBelieved: mutation(
    'a reset is believed that nobody has seen',
    'actions/system-reset.ts',
    "return running ? unknown('no-reset-event', all)",
    "return running ? done('reset', all)",
  ),
  resetLeavesStopped: mutation(
    'a VM that a fault had stopped is left stopped after its reset',
    'actions/system-reset.ts',
    'return await contAndHold(context, evidence);',
    "return done('reset', evidence);",
  ),
  continuedUnseen: mutation(
    'a VM that stops again counts as continued',
    'actions/running.ts',
    'return await holds(context, evidence, hold);',
    "return done('running', evidence);",
  ),
  migrationBarsNothing: mutation(
    'a migration that is under way bars no reset',
    'actions/interlock.ts',
    'return migration.status === undefined || OVER.has(migration.status)',
    'return true',
  ),
} satisfies Record<string, Mutation>;

export type MutationName = keyof typeof MUTATIONS;
