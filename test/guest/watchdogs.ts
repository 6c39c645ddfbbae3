import { type Assembler, offset } from './assembler.js';
import { COM3, configure, outByte, PETTED, ram } from './machine.js';

export const IB700 = { enable: 0x443, disable: 0x441 };
/** The shortest time-out that isn't zero: (15 - 14) * 2 s. */
const IB700_TWO_SECONDS = 14;

const I6300ESB = { slot: 0x10, function: 0 };
/** Where its registers are put: far above the memory, and below the interrupt controllers. */
const REGISTERS = 0xfd00_0000;
const RELOAD = REGISTERS + 0xc;
/** Each of its two stages counts a second in steps of 2^15 clocks of 33 MHz. */
const ONE_SECOND = 1_017;

/** `pet`: pets what is petted, and arms an ib700 and a timer of the host. `arm i6300esb`: gives it registers and a time, and starts it. */
export function emitWatchdogs(asm: Assembler): void {
  asm.label('pet');
  asm.cmp(ram.petting, PETTED.i6300esb);
  asm.jmpIf('equal', 'pet i6300esb');
  asm.cmp(ram.petting, PETTED.host);
  asm.jmpIf('equal', 'pet host');
  outByte(asm, IB700.enable, IB700_TWO_SECONDS);
  asm.ret();

  asm.label('arm i6300esb');
  configure(asm, I6300ESB, 0x10, REGISTERS);
  configure(asm, I6300ESB, 0x04, 0x02, 16); // answers at its registers
  configure(asm, I6300ESB, 0x60, 0x00, 16); // slow clock; its expiry is acted on
  for (const stage of [REGISTERS, REGISTERS + 4]) {
    unlock(asm);
    asm.movFlat(stage, ONE_SECOND);
  }
  configure(asm, I6300ESB, 0x68, 0x02, 8); // enabled, not locked

  asm.label('pet i6300esb');
  unlock(asm);
  asm.movFlatWord(RELOAD, 0x100);
  asm.ret();

  // By its name it is the same timer each time. The line fits the UART's FIFO.
  asm.label('pet host');
  asm.mov('si', offset('arm line'));
  asm.mov('dx', COM3.data);
  asm.jmp('next character');
  asm.label('arm line');
  asm.text('ARM 0 1 g\n');
}

/** Before each write: so that a guest that runs wild does not pet it. */
function unlock(asm: Assembler): void {
  asm.movFlatWord(RELOAD, 0x80);
  asm.movFlatWord(RELOAD, 0x86);
}
