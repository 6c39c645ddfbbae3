// Reads what `dump-guest-memory` wrote of an x86-64 machine: a 64-bit ELF core.
import { readFile } from 'node:fs/promises';

const PT_LOAD = 1;
const ET_CORE = 4;

/** So many bytes of the guest's memory at a physical address, as a core has them. @throws it is none, or has none there */
export async function memoryIn(path: string, address: number, length: number): Promise<Buffer> {
  const core = await readFile(path);
  const isCore = core.toString('latin1', 0, 5) === '\x7fELF\x02' && core.readUInt16LE(16) === ET_CORE;
  if (!isCore) throw new Error(`${path} is no 64-bit ELF core`);
  const [headers, size, count] = [
    Number(core.readBigUInt64LE(32)),
    core.readUInt16LE(54),
    core.readUInt16LE(56),
  ];
  for (let n = 0; n < count; n += 1) {
    const header = core.subarray(headers + n * size);
    const [offset, physical, bytes] = [8, 24, 32].map((at) => Number(header.readBigUInt64LE(at)));
    if (offset === undefined || physical === undefined || bytes === undefined) continue;
    if (header.readUInt32LE(0) !== PT_LOAD || address < physical || address + length > physical + bytes)
      continue;
    return core.subarray(offset + address - physical).subarray(0, length);
  }
  throw new Error(`${path} has nothing of ${length} bytes at ${address}`);
}
