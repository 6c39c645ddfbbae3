import type { Assembler } from './assembler.js';
import { emitInterruptSetUp } from './interrupts.js';
import { COM1, COM2, COM3, configure, outByte, PM1_CONTROL, ram } from './machine.js';

/** Everything that has to be set up before the first beat; interrupts are off and stay off. */
export function emitSetUp(asm: Assembler): void {
  asm.cli();
  asm.cld();
  // RAM survives a reset, and so would the last life's state: start from zeros.
  asm.xor('ax', 'ax');
  asm.mov('ds', 'ax');
  asm.mov('es', 'ax');
  asm.mov('ss', 'ax');
  asm.mov('sp', ram.stackTop);
  asm.mov('di', ram.start);
  asm.mov('cx', ram.words);
  asm.repStosw();
  emitInterruptSetUp(asm);
  setUpPowerManagement(asm);
  setUpSerialPorts(asm);
}

/** Gives the PIIX4's ACPI registers (00:01.3) an address, as a BIOS does: before that, there is no sleep control. */
function setUpPowerManagement(asm: Assembler): void {
  const power = { slot: 1, function: 3 };
  configure(asm, power, 0x40, (PM1_CONTROL - 4) | 1); // PMBASE
  configure(asm, power, 0x80, 1); // PMREGMISC: decode it
}

function setUpSerialPorts(asm: Assembler): void {
  outByte(asm, COM1.fifoControl, 0x01); // 16 bytes each way: a whole heartbeat at once
  outByte(asm, COM3.fifoControl, 0x01);
  // COM2 stays without: turning the FIFO on drops a byte that came before.
  for (const port of [COM1, COM2]) {
    outByte(asm, port.lineControl, 0x03); // 8N1; QEMU doesn't mind the speed
    outByte(asm, port.modemControl, 0x0b); // DTR, RTS, OUT2 (which lets the interrupt out)
    outByte(asm, port.interruptEnable, 0x01); // received data
  }
}
