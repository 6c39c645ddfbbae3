/// <reference types="node" preserve="true" />
export { FakeAgent, type GuestScript, type ReceivedGuestCommand } from './fake-agent/fake-agent.js';
export type { FakeFiles } from './fake-agent/fake-files.js';
export type { FakeProgram, FakeProgramCall, FakeProgramEnd } from './fake-agent/fake-programs.js';
export type { FakeAgentOptions } from './fake-agent/options.js';
export { answer, Refusal, type ScriptedAnswer } from './fake-qemu/answer.js';
export { type Complaint, MisuseError } from './fake-qemu/complaints.js';
export type { ReceivedCommand, Script } from './fake-qemu/dispatcher.js';
export type { FakeDump } from './fake-qemu/fake-dump.js';
export type { FakeGuest, FakeGuestOptions, HangOptions } from './fake-qemu/fake-guest.js';
export type { FakeJob, FakeJobOptions } from './fake-qemu/fake-job.js';
export type { FakeJobs } from './fake-qemu/fake-jobs.js';
export type { FakeMigration } from './fake-qemu/fake-migration.js';
export type { FakeProcess, QemuExit } from './fake-qemu/fake-process.js';
export { type EmitRest, FakeQemu } from './fake-qemu/fake-qemu.js';
export type { FakeVm, IoError, VmActions } from './fake-qemu/fake-vm.js';
export type { MainLoop } from './fake-qemu/main-loop.js';
export type { FakeQemuOptions } from './fake-qemu/options.js';
export type { CommandLane } from './fake-qemu/request.js';
export type { Wire } from './fake-qemu/wire.js';
export { impostor } from './impostor.js';
export {
  type RecordedTransport,
  type RecordingEnd,
  type RecordOptions,
  record,
} from './recording/record.js';
export { RecordingError } from './recording/recording-file.js';
export { ReplayedQemu, type ReplayOptions } from './recording/replayed-qemu.js';
export {
  type PendingTimer,
  VirtualClock,
  type VirtualClockOptions,
  VirtualTimeError,
} from './virtual-clock.js';
export type { Outside } from './outside.js';
export type { Invariant } from './nemesis/invariants.js';
export { NemesisError, type NemesisOptions, type NemesisReport, nemesis } from './nemesis/nemesis.js';
export type { CommandFault, Fault, FaultName, TimedFault } from './scenario/fault.js';
export { type Scenario, type ScenarioRun, runScenario } from './scenario/scenario.js';
export { readScenario, ScenarioError } from './scenario/scenario-file.js';
export type { Heartbeats } from './simulation/heartbeats.js';
export type { SimulateOptions } from './simulation/options.js';
export type { OtherVms } from './simulation/other-vms.js';
export { simulate } from './simulation/simulate.js';
export type { SimulatedHostError } from './simulation/simulated-host.js';
export { type SimulatedCommand, Simulation } from './simulation/simulation.js';
