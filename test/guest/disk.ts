import type { Assembler } from './assembler.js';
import { inByte, outByte, ram } from './machine.js';

/** The master of the secondary IDE channel: `-device ide-hd,bus=ide.1,unit=0,drive=…`. */
const IDE = { data: 0x170, sectorCount: 0x172, lba: 0x173, drive: 0x176, command: 0x177, status: 0x177 };
const STATUS = { error: 0x01, dataRequest: 0x08, deviceFault: 0x20, busy: 0x80 };
const COMMAND = { read: 0x20, write: 0x30, flush: 0xe7 };
const SECTOR = 1;
const WORDS = 256;

/**
 * `disk request`: makes the request that the mode asks for and returns when it is finished, however long that takes.
 * Programmed I/O: the least that a driver can do, and the guest visibly waits for it.
 */
export function emitDisk(asm: Assembler): void {
  asm.label('disk request');
  asm.mov(ram.failed, 0);
  asm.mov('al', ram.disk);
  asm.cmp('al', code('r'));
  asm.jmpIf('equal', 'read sector');
  asm.cmp('al', code('d'));
  asm.jmpIf('equal', 'write sector');
  asm.cmp('al', code('f'));
  asm.jmpIf('equal', 'flush');
  asm.ret();

  asm.label('read sector');
  asm.call('select sector');
  outByte(asm, IDE.command, COMMAND.read);
  waitForData(asm);
  asm.mov('di', ram.sector);
  asm.mov('cx', WORDS);
  asm.mov('dx', IDE.data);
  asm.repInsw();
  asm.ret();

  // The sector is filled with the beat's number, so that each write changes the disk.
  asm.label('write sector');
  asm.mov('ax', ram.beats);
  asm.mov('di', ram.sector);
  asm.mov('cx', WORDS);
  asm.repStosw();
  asm.call('select sector');
  outByte(asm, IDE.command, COMMAND.write);
  waitForData(asm);
  asm.mov('si', ram.sector);
  asm.mov('cx', WORDS);
  asm.mov('dx', IDE.data);
  asm.repOutsw();
  asm.jmp('wait for completion');

  // A write first: QEMU doesn't hand on the flush of a disk to which nothing was written.
  asm.label('flush');
  asm.call('write sector');
  asm.cmp(ram.failed, 0);
  asm.jmpIf('not zero', 'request failed');
  outByte(asm, IDE.command, COMMAND.flush);

  asm.label('wait for completion');
  asm.call('wait while busy');
  asm.testAl(STATUS.error | STATUS.deviceFault);
  asm.jmpIf('not zero', 'request failed');
  asm.ret();

  asm.label('request failed');
  asm.mov(ram.failed, 1);
  asm.ret();

  asm.label('select sector');
  outByte(asm, IDE.drive, 0xe0); // LBA, master, bits 24..27
  outByte(asm, IDE.sectorCount, 1);
  outByte(asm, IDE.lba, SECTOR);
  outByte(asm, IDE.lba + 1, 0);
  outByte(asm, IDE.lba + 2, 0);
  asm.ret();

  // Asleep between two looks, woken by the drive's interrupt or the timer: a guest that waits for hung storage
  // must not take a host CPU. `sti` takes effect after the next instruction, so no interrupt can slip in before `hlt`.
  asm.label('wait while busy');
  inByte(asm, IDE.status);
  asm.testAl(STATUS.busy);
  asm.jmpIf('zero', 'not busy');
  asm.sti();
  asm.hlt();
  asm.cli();
  asm.jmp('wait while busy');
  asm.label('not busy');
  asm.ret();
}

/** Until the drive wants data moved; when it doesn't, the request failed (or there is no drive: its status is 0). */
function waitForData(asm: Assembler): void {
  asm.call('wait while busy');
  asm.testAl(STATUS.dataRequest);
  asm.jmpIf('zero', 'request failed');
}

const code = (letter: string): number => letter.charCodeAt(0);
