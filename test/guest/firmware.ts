import { writeFile } from 'node:fs/promises';
import { Assembler, offset, romByteAt } from './assembler.js';
import { emitCommands, emitDoom, type GuestCommand } from './commands.js';
import { emitDisk } from './disk.js';
import { emitDescriptors, emitInterruptHandlers } from './interrupts.js';
import { COM1, COM2, inByte, LINE_STATUS, ram, ROM_SEGMENT } from './machine.js';
import { emitSetUp } from './set-up.js';

export interface FirmwareOptions {
  /** The command that is obeyed at each boot, before the first beat. Default: `h`. */
  readonly initial?: GuestCommand;
}

const SIZE = 64 * 1024;
/** Where a CPU starts after reset: 16 bytes below 4 GiB, which is also 16 bytes below 1 MiB. */
const RESET_VECTOR = SIZE - 16;
const TICKS_PER_BEAT = 2;

/**
 * The guest: a 64 KiB firmware image for QEMU's `-bios`, taking the place of SeaBIOS and of an operating system.
 *
 * At boot it sends the line `BOOT` on COM1, then every 100 ms `HB 001A h`: the number of the beat since boot (four
 * hexadecimal digits) and the letter of the last command, or `!` when the disk request of this beat failed. It obeys
 * letters, see `guestCommands`, that it receives on COM1 (once it has sent a line there; before, they may be lost) or
 * on COM2, where it sends each one back before it obeys.
 * The image is the same, byte for byte, each time it is built.
 */
export function buildFirmware({ initial = 'h' }: FirmwareOptions = {}): Uint8Array {
  const asm = new Assembler();
  asm.jmp('boot');
  asm.label('initial command'); // byte 3 of the image
  asm.bytes(initial.charCodeAt(0));
  emitBoot(asm);
  emitMainLoop(asm);
  emitHeartbeat(asm);
  emitCommands(asm);
  emitDisk(asm);
  emitInterruptHandlers(asm);
  emitDescriptors(asm);

  const image = new Uint8Array(SIZE).fill(0xff);
  image.set(asm.assemble());
  image.set(resetVector(), RESET_VECTOR);
  return image;
}

export async function writeFirmware(path: string, options?: FirmwareOptions): Promise<void> {
  await writeFile(path, buildFirmware(options));
}

/** A far jump, because the CPU starts with a CS base just below 4 GiB that only loading CS replaces. */
function resetVector(): Uint8Array {
  const asm = new Assembler();
  asm.jmpFar(ROM_SEGMENT, 0);
  return asm.assemble();
}

function emitBoot(asm: Assembler): void {
  asm.label('boot');
  emitSetUp(asm);
  asm.mov('si', offset('boot line'));
  asm.call('send text');
  emitDoom(asm);
  asm.mov(ram.beating, 1);
  asm.mov(ram.ticks, TICKS_PER_BEAT); // the first beat is due at once
  asm.mov('al', romByteAt('initial command'));
  asm.call('obey');
}

/** Interrupts are on only while it sleeps, so nothing else runs concurrently with anything. */
function emitMainLoop(asm: Assembler): void {
  asm.label('main loop');
  takeCommand(asm, COM1, 'COM1');
  takeCommand(asm, COM2, 'COM2');

  asm.cmp(ram.ticks, TICKS_PER_BEAT);
  asm.jmpIf('below', 'sleep');
  asm.mov(ram.ticks, 0); // a beat that was late isn't made up for
  asm.call('beat');
  asm.jmp('main loop');

  asm.label('sleep');
  asm.sti(); // takes effect after hlt has begun: no interrupt is slept through
  asm.hlt();
  asm.cli();
  asm.jmp('main loop');
}

function takeCommand(asm: Assembler, port: typeof COM1, name: string): void {
  const none = `no command on ${name}`;
  inByte(asm, port.lineStatus);
  asm.cmp('al', 0xff); // all ones: there is no such port
  asm.jmpIf('equal', none);
  asm.testAl(LINE_STATUS.received);
  asm.jmpIf('zero', none);
  inByte(asm, port.data);
  if (port === COM2) asm.outAl(); // the receipt, before a command that may never return
  asm.call('obey');
  asm.jmp('main loop');
  asm.label(none);
}

function emitHeartbeat(asm: Assembler): void {
  asm.label('beat');
  asm.cmp(ram.petting, 0);
  asm.jmpIf('zero', 'petted');
  asm.call('pet');
  asm.label('petted');
  asm.call('disk request');
  asm.cmp(ram.beating, 0);
  asm.jmpIf('not zero', 'send beat');
  asm.ret();

  // The line's 11 bytes fit the UART's FIFO. If the last line is still in there, the host isn't reading: this beat is
  // lost, and its number with it, rather than the guest (and its petting) held up by its console.
  asm.label('send beat');
  asm.mov('bx', ram.beats);
  asm.inc(ram.beats);
  inByte(asm, COM1.lineStatus);
  asm.testAl(LINE_STATUS.transmitterEmpty);
  asm.jmpIf('not zero', 'transmitter empty');
  asm.ret();
  asm.label('transmitter empty');
  asm.mov('si', offset('beat prefix'));
  asm.call('send text');
  for (let digit = 0; digit < 4; digit++) {
    asm.rol('bx', 4);
    asm.call('send hex digit');
  }
  asm.mov('al', ' '.charCodeAt(0));
  asm.outAl();
  asm.mov('al', '!'.charCodeAt(0));
  asm.cmp(ram.failed, 0);
  asm.jmpIf('not zero', 'send mode');
  asm.mov('al', ram.letter);
  asm.label('send mode');
  asm.outAl();
  asm.mov('si', offset('line end'));
  asm.jmp('send text');

  asm.label('send hex digit'); // the low four bits of BX; DX is COM1's data port, and stays so
  asm.mov('al', 'bl');
  asm.and('al', 0x0f);
  asm.add('al', '0'.charCodeAt(0));
  asm.cmp('al', '9'.charCodeAt(0) + 1);
  asm.jmpIf('below', 'send digit');
  asm.add('al', 'A'.charCodeAt(0) - '9'.charCodeAt(0) - 1);
  asm.label('send digit');
  asm.outAl();
  asm.ret();

  asm.label('send text'); // the text at CS:SI, up to its zero; leaves COM1's data port in DX
  asm.mov('dx', COM1.data);
  asm.label('next character');
  asm.lodsbFromRom();
  asm.cmp('al', 0);
  asm.jmpIf('zero', 'text sent');
  asm.outAl();
  asm.jmp('next character');
  asm.label('text sent');
  asm.ret();

  asm.label('boot line');
  asm.text('BOOT\r\n');
  asm.label('beat prefix');
  asm.text('HB ');
  asm.label('line end');
  asm.text('\r\n');
}
