/** A real guest for real QEMU: its firmware, built without a compiler, and the QEMU that runs it. */
export { type GuestCommand, guestCommands } from './commands.js';
export { buildFirmware, type FirmwareOptions, writeFirmware } from './firmware.js';
export { type Heartbeat, parseHeartbeat } from './heartbeat.js';
export { NMI_COUNT_ADDRESS } from './machine.js';
export {
  Guest,
  type QemuExit,
  type QemuPaths,
  qemuArguments,
  type StartOptions,
  startGuest,
} from './qemu.js';
export { stopProcess } from './stop-process.js';
