import { type Assembler, wordAt } from './assembler.js';
import { outByte, outWord, PETTED, PM1_CONTROL, ram } from './machine.js';
import { emitWatchdogs, IB700 } from './watchdogs.js';

/** What a letter on COM1 makes the guest do. */
export const guestCommands = {
  h: 'send heartbeats (where a guest starts unless told otherwise)',
  q: 'mute: no heartbeats, everything else goes on',
  w: 'arm the ib700 watchdog with 2 s and pet it at each beat',
  W: 'arm an i6300esb in slot 0x10 with 2 s and pet it at each beat',
  a: 'arm a timer on the host over COM3 with 1 s, and pet it at each beat',
  s: 'stop petting the watchdog, which then fires',
  x: 'disarm the ib700',
  p: 'tell pvpanic 1: panicked',
  c: 'tell pvpanic 2: crash loaded',
  P: 'tell pvpanic 4: shut down',
  r: 'read one sector at each beat',
  d: 'write one sector at each beat',
  f: 'write one sector and flush at each beat',
  g: 'go on from the number that the sector holds: as f, with the next one',
  n: 'leave the disk alone again',
  k: 'hang with interrupts off (cli; hlt): an NMI is served, and it hangs again',
  K: 'hang with interrupts off (cli; hlt) until an NMI, then go on',
  l: 'hang in a busy loop with interrupts off (cli; jmp $)',
  t: 'triple fault',
  T: 'triple fault, and again at each boot, right after its first line',
  b: 'reset through the keyboard controller',
  o: 'power off (ACPI S5)',
  z: 'suspend to RAM (ACPI S3); it boots afresh when woken',
} as const;

export type GuestCommand = keyof typeof guestCommands;

const PVPANIC = 0x505;
/** Not what memory holds by chance. */
const DOOMED = 0x7f1d;
const SLEEP_ENABLE = 0x2000;
const SLEEP_TYPE_S5 = 0 << 10;
const SLEEP_TYPE_S3 = 1 << 10;

/** `obey`: does what the letter in AL says; a letter without a meaning is ignored. Interrupts are off. */
export function emitCommands(asm: Assembler): void {
  asm.label('obey');
  for (const letter of Object.keys(guestCommands)) {
    const next = `not ${letter}`;
    asm.cmp('al', letter.charCodeAt(0));
    asm.jmpIf('not equal', next);
    asm.mov(ram.letter, 'al');
    asm.jmp(`obey ${letter}`);
    asm.label(next);
  }
  asm.ret();

  const handlers: Record<GuestCommand, () => void> = {
    h: () => setAndReturn(asm, ram.beating, 1),
    q: () => setAndReturn(asm, ram.beating, 0),

    w: () => {
      asm.mov(ram.petting, PETTED.ib700);
      asm.jmp('pet');
    },
    W: () => {
      asm.mov(ram.petting, PETTED.i6300esb);
      asm.jmp('arm i6300esb');
    },
    a: () => setAndReturn(asm, ram.petting, PETTED.host),
    s: () => setAndReturn(asm, ram.petting, PETTED.none),
    x: () => {
      outByte(asm, IB700.disable, 0);
      setAndReturn(asm, ram.petting, PETTED.none);
    },

    p: () => outAndReturn(asm, PVPANIC, 1),
    c: () => outAndReturn(asm, PVPANIC, 2),
    P: () => outAndReturn(asm, PVPANIC, 4),

    r: () => setDisk(asm),
    d: () => setDisk(asm),
    f: () => setDisk(asm),
    g: () => {
      asm.call('read sector');
      asm.mov('ax', wordAt(ram.sector));
      asm.mov(ram.beats, 'ax');
      asm.inc(ram.beats);
      asm.mov(ram.disk, 'f'.charCodeAt(0));
      asm.ret();
    },
    n: () => setDisk(asm),

    // Commands run with interrupts off, so that only an NMI (or a reset) ends a `hlt`.
    k: () => {
      asm.hlt();
      asm.jmp('obey k');
    },
    K: () => {
      asm.mov(ram.nmiCures, 1);
      asm.jmp('obey k');
    },
    l: () => asm.jmp('obey l'),

    // An exception without a table to look its handler up in, nor the handlers of the faults that follow.
    t: () => {
      asm.lidtFromRom('no interrupt table');
      asm.breakpoint();
      asm.label('no interrupt table');
      asm.word(0);
      asm.doubleWord(0);
    },
    T: () => {
      asm.mov(ram.doomed, DOOMED);
      asm.jmp('obey t');
    },
    b: () => {
      outByte(asm, 0x64, 0xfe); // pulse the CPU's reset line
      asm.jmp('obey k');
    },
    o: () => sleep(asm, SLEEP_TYPE_S5),
    z: () => sleep(asm, SLEEP_TYPE_S3),
  };
  for (const [letter, emit] of Object.entries(handlers)) {
    asm.label(`obey ${letter}`);
    emit();
  }
  emitWatchdogs(asm);
}

/** At boot: what a command before the reset asked for. */
export function emitDoom(asm: Assembler): void {
  asm.cmp(ram.doomed, DOOMED);
  asm.jmpIf('equal', 'obey t');
}

function setAndReturn(asm: Assembler, flag: typeof ram.beating, value: number): void {
  asm.mov(flag, value);
  asm.ret();
}

function outAndReturn(asm: Assembler, port: number, value: number): void {
  outByte(asm, port, value);
  asm.ret();
}

/** AL is still the letter, which `disk request` looks at. */
function setDisk(asm: Assembler): void {
  asm.mov(ram.disk, 'al');
  asm.ret();
}

/** QEMU acts on it a moment later; until then there is nothing left to do. */
function sleep(asm: Assembler, type: number): void {
  outWord(asm, PM1_CONTROL, SLEEP_ENABLE | type);
  asm.jmp('obey k');
}
