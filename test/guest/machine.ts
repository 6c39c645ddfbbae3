import { type Assembler, byteAt, wordAt } from './assembler.js';

/** The physical address of a 16-bit count of the NMIs since boot: what a hung guest can't say, its memory tells. */
export const NMI_COUNT_ADDRESS = 0x608;

/** Where the guest keeps what it knows: in the first 64 KiB, above the interrupt vectors. */
export const ram = {
  /** Below what is cleared at boot: a reset leaves it as it is. */
  doomed: wordAt(0x5f0),
  start: 0x600,
  /** How many are cleared at boot. */
  words: 0x80,
  /** 50 ms ticks since the last beat, saturating. */
  ticks: byteAt(0x600),
  /** Not zero: heartbeats are sent. */
  beating: byteAt(0x601),
  /** Which watchdog device each beat pets, one of `PETTED`. */
  petting: byteAt(0x602),
  /** The letter of the disk request that each beat makes. */
  disk: byteAt(0x603),
  /** The last command, shown in the heartbeat. */
  letter: byteAt(0x604),
  /** Not zero: the disk request of this beat failed. */
  failed: byteAt(0x605),
  /** Beats since boot. */
  beats: wordAt(0x606),
  nmis: wordAt(NMI_COUNT_ADDRESS),
  /** Not zero: the next NMI ends the hang. */
  nmiCures: byteAt(0x60a),
  /** The buffer of disk requests. */
  sector: 0x800,
  stackTop: 0x7000,
} as const;

export const PETTED = { none: 0, ib700: 1, i6300esb: 2, host: 3 };

/** The segment in which the firmware sees itself: the last 64 KiB below 1 MiB. */
export const ROM_SEGMENT = 0xf000;

const uart = (port: number) => ({
  data: port,
  interruptEnable: port + 1,
  fifoControl: port + 2,
  lineControl: port + 3,
  modemControl: port + 4,
  lineStatus: port + 5,
});

export const COM1 = uart(0x3f8);
export const COM2 = uart(0x2f8);
/** Written to only: what the host answers there stays unread. */
export const COM3 = uart(0x3e8);
export const LINE_STATUS = { received: 0x01, transmitterEmpty: 0x20 };
/** Of the PIIX4's power management, where `set-up.ts` puts it. */
export const PM1_CONTROL = 0x604;

/** `out port, value`; AL and DX are lost. */
export function outByte(asm: Assembler, port: number, value: number): void {
  asm.mov('al', value);
  asm.mov('dx', port);
  asm.outAl();
}

/** `in al, port`; DX is lost. */
export function inByte(asm: Assembler, port: number): void {
  asm.mov('dx', port);
  asm.inAl();
}

/** Writes a register of the configuration space of a device on the first PCI bus; EAX and DX are lost. */
export function configure(
  asm: Assembler,
  device: { readonly slot: number; readonly function: number },
  register: number,
  value: number,
  bits: 8 | 16 | 32 = 32,
): void {
  asm.movEax(0x8000_0000 + (device.slot << 11) + (device.function << 8) + (register & 0xfc));
  asm.mov('dx', 0xcf8);
  asm.outEax();
  const port = 0xcfc + (register & 3);
  if (bits === 8) outByte(asm, port, value);
  else if (bits === 16) outWord(asm, port, value);
  else {
    asm.movEax(value);
    asm.mov('dx', port);
    asm.outEax();
  }
}

export function outWord(asm: Assembler, port: number, value: number): void {
  asm.mov('ax', value);
  asm.mov('dx', port);
  asm.outAx();
}
