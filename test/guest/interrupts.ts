import { type Assembler, offset, wordAt } from './assembler.js';
import { outByte, ram, ROM_SEGMENT } from './machine.js';

const TIMER_VECTOR = 0x20;
const COM2_VECTOR = 0x23;
const COM1_VECTOR = 0x24;
const SLAVE_VECTOR = 0x28;
const DISK_VECTOR = 0x2f;
const NMI_VECTOR = 0x02;

const TICKS_PER_SECOND = 20;
const PIT_FREQUENCY = 1_193_182;

/** The way of an interrupt, from its end to its beginning. */
export function emitInterruptSetUp(asm: Assembler): void {
  setUpVectors(asm);
  setUpLocalApic(asm);
  setUpInterruptControllers(asm);
  setUpTimer(asm);
}

function setUpVectors(asm: Assembler): void {
  const handlers = {
    [NMI_VECTOR]: 'on nmi',
    [TIMER_VECTOR]: 'on tick',
    [COM1_VECTOR]: 'on serial',
    [COM2_VECTOR]: 'on serial',
    [DISK_VECTOR]: 'on disk',
  };
  for (const [vector, handler] of Object.entries(handlers)) {
    asm.mov(wordAt(4 * Number(vector)), offset(handler));
    asm.mov(wordAt(4 * Number(vector) + 2), ROM_SEGMENT);
  }
}

/**
 * The 8259's interrupts reach the CPU through the local APIC's LINT0 pin and NMIs through LINT1. A reset masks
 * both and disables the APIC in software; with SeaBIOS this goes unnoticed, because it sets them up. (Without LINT1,
 * `inject-nmi` succeeds and the guest never sees it.)
 */
function setUpLocalApic(asm: Assembler): void {
  const SPURIOUS_VECTOR = 0xfee0_00f0;
  const LVT_LINT0 = 0xfee0_0350;
  const LVT_LINT1 = 0xfee0_0360;

  // Its registers are far above 1 MiB. A flat segment loaded in protected mode keeps its limit back in real mode
  // ("unreal mode"), as long as FS isn't loaded again.
  asm.lgdtFromRom('gdt pointer');
  asm.movEaxFromCr0();
  asm.or('al', 1);
  asm.movCr0FromEax();
  asm.mov('bx', 8);
  asm.mov('fs', 'bx');
  asm.and('al', 0xfe);
  asm.movCr0FromEax();

  asm.movFlat(SPURIOUS_VECTOR, 0x1ff); // software enable; spurious interrupts to vector 0xff
  asm.movFlat(LVT_LINT0, 0x700); // ExtINT, unmasked: the vector comes from the 8259
  asm.movFlat(LVT_LINT1, 0x400); // NMI, unmasked
}

function setUpInterruptControllers(asm: Assembler): void {
  // Away from the vectors that the BIOS's defaults share with CPU exceptions (IRQ 0 is the double fault's).
  const initialize = (port: number, vector: number, cascade: number, mask: number): void => {
    outByte(asm, port, 0x11); // ICW1: edge triggered, cascaded, ICW4 follows
    outByte(asm, port + 1, vector); // ICW2
    outByte(asm, port + 1, cascade); // ICW3
    outByte(asm, port + 1, 0x01); // ICW4: 8086 mode, explicit end of interrupt
    outByte(asm, port + 1, mask);
  };
  initialize(0x20, TIMER_VECTOR, 0x04, ~((1 << 0) | (1 << 2) | (1 << 3) | (1 << 4)) & 0xff); // timer, cascade, COM2, COM1
  initialize(0xa0, SLAVE_VECTOR, 0x02, ~(1 << 7) & 0xff); // secondary IDE
}

function setUpTimer(asm: Assembler): void {
  const divisor = Math.round(PIT_FREQUENCY / TICKS_PER_SECOND);
  // Mode 3, a square wave: of mode 2's pulses, one clock long, QEMU's rounding loses some.
  outByte(asm, 0x43, 0x36); // channel 0, low byte and high byte, mode 3
  outByte(asm, 0x40, divisor & 0xff);
  outByte(asm, 0x40, divisor >> 8);
}

/** The handlers do next to nothing: an interrupt's work is to end the main loop's `hlt`. */
export function emitInterruptHandlers(asm: Assembler): void {
  const endOfInterrupt = (slave: boolean): void => {
    asm.push('ax');
    asm.mov('al', 0x20);
    if (slave) asm.outAlTo(0xa0);
    asm.outAlTo(0x20);
    asm.pop('ax');
    asm.iret();
  };

  asm.label('on tick');
  asm.cmp(ram.ticks, 0xff);
  asm.jmpIf('equal', 'on serial');
  asm.inc(ram.ticks);

  asm.label('on serial');
  endOfInterrupt(false);

  asm.label('on disk');
  endOfInterrupt(true);

  asm.label('on nmi');
  asm.inc(ram.nmis);
  asm.cmp(ram.nmiCures, 0);
  asm.jmpIf('not zero', 'cure');
  asm.iret();
  asm.label('cure');
  asm.mov(ram.nmiCures, 0);
  asm.mov('sp', ram.stackTop);
  asm.pushFlags();
  asm.mov('ax', ROM_SEGMENT);
  asm.push('ax');
  asm.mov('ax', offset('main loop'));
  asm.push('ax');
  asm.iret(); // not a jump: the CPU takes no further NMI before an iret
}

/** What protected mode needs for the moment that the firmware spends in it. */
export function emitDescriptors(asm: Assembler): void {
  const table = asm.here();
  asm.doubleWord(0); // the null descriptor
  asm.doubleWord(0);
  asm.bytes(0xff, 0xff, 0x00, 0x00, 0x00, 0x92, 0xcf, 0x00); // flat data: base 0, limit 4 GiB
  asm.label('gdt pointer');
  asm.word(15);
  asm.doubleWord(ROM_SEGMENT * 16 + table);
}
