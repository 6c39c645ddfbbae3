export { answer, Refusal, type ScriptedAnswer } from './fake-qemu/answer.js';
export type { FakeGuest, FakeGuestOptions, HangOptions } from './fake-qemu/fake-guest.js';
export type { FakeProcess, QemuExit } from './fake-qemu/fake-process.js';
export { type EmitRest, FakeQemu, type ReceivedCommand, type Script } from './fake-qemu/fake-qemu.js';
export type { FakeVm, IoError, VmActions } from './fake-qemu/fake-vm.js';
export type { MainLoop } from './fake-qemu/main-loop.js';
export type { FakeQemuOptions } from './fake-qemu/options.js';
export type { CommandLane } from './fake-qemu/request.js';
export type { Wire } from './fake-qemu/wire.js';
export { impostor } from './impostor.js';
export {
  type PendingTimer,
  VirtualClock,
  type VirtualClockOptions,
  VirtualTimeError,
} from './virtual-clock.js';
