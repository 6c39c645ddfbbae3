/**
 * A 16-bit real-mode x86 assembler, exactly as large as the test guest needs it:
 * the guest must build wherever Node runs, without binutils.
 *
 * Encodings follow the Intel SDM, volume 2. Every jump and call is near (rel16), so no
 * jump can be out of range, and memory operands are plain addresses (mod 00, r/m 110).
 */

const WORD_REGISTERS = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'] as const;
const BYTE_REGISTERS = ['al', 'cl', 'dl', 'bl', 'ah', 'ch', 'dh', 'bh'] as const;
const SEGMENT_REGISTERS = ['es', 'cs', 'ss', 'ds', 'fs', 'gs'] as const;

type WordRegister = (typeof WORD_REGISTERS)[number];
type ByteRegister = (typeof BYTE_REGISTERS)[number];
type SegmentRegister = (typeof SEGMENT_REGISTERS)[number];
type Register = WordRegister | ByteRegister;

/** The address of a label, known once everything is emitted. */
interface Offset {
  readonly label: string;
}

/** What is stored at a fixed address, in DS unless another segment is named. */
interface Memory {
  readonly bits: 8 | 16;
  readonly address: number | Offset;
  readonly segment?: 'cs';
}

type Value = number | Offset;
type Condition = 'zero' | 'not zero' | 'equal' | 'not equal' | 'below' | 'above or equal';

export const offset = (label: string): Offset => ({ label });
export const byteAt = (address: Value): Memory => ({ bits: 8, address });
export const wordAt = (address: Value): Memory => ({ bits: 16, address });
/** A constant in the firmware itself: DS points at RAM, so the code segment is named. */
export const romByteAt = (label: string): Memory => ({ bits: 8, address: offset(label), segment: 'cs' });

const CONDITION_CODES: Record<Condition, number> = {
  below: 0x2,
  'above or equal': 0x3,
  zero: 0x4,
  equal: 0x4,
  'not zero': 0x5,
  'not equal': 0x5,
};

/** The /digit of the immediate group 0x80..0x83; the register form's opcode is digit << 3. */
const ARITHMETIC = { add: 0, or: 1, and: 4, xor: 6, cmp: 7 } as const;

const isMemory = (operand: unknown): operand is Memory =>
  typeof operand === 'object' && operand !== null && 'bits' in operand;
const isWord = (operand: string): operand is WordRegister => WORD_REGISTERS.includes(operand as WordRegister);
const isSegment = (operand: unknown): operand is SegmentRegister =>
  SEGMENT_REGISTERS.includes(operand as SegmentRegister);
const number = (register: Register): number =>
  isWord(register) ? WORD_REGISTERS.indexOf(register) : BYTE_REGISTERS.indexOf(register as ByteRegister);

export class Assembler {
  readonly #bytes: number[] = [];
  readonly #labels = new Map<string, number>();
  readonly #fixups: { at: number; label: string; relative: boolean }[] = [];

  /** Names the place where the next byte goes. */
  label(name: string): void {
    if (this.#labels.has(name)) throw new Error(`the label "${name}" is defined twice`);
    this.#labels.set(name, this.#bytes.length);
  }

  /** The offset of the next byte. */
  here(): number {
    return this.#bytes.length;
  }

  /** Raw bytes: data, or an instruction that is used once. */
  bytes(...bytes: number[]): void {
    for (const byte of bytes) {
      if (!Number.isInteger(byte) || byte < 0 || byte > 0xff) throw new RangeError(`${byte} is not a byte`);
      this.#bytes.push(byte);
    }
  }

  word(value: Value): void {
    if (typeof value !== 'number') {
      this.#fixups.push({ at: this.#bytes.length, label: value.label, relative: false });
      return this.bytes(0, 0);
    }
    if (value > 0xffff) throw new RangeError(`0x${value.toString(16)} does not fit in 16 bits`);
    this.bytes(value & 0xff, value >> 8);
  }

  doubleWord(value: number): void {
    this.word(value & 0xffff);
    this.word(value >>> 16);
  }

  text(text: string): void {
    this.bytes(...Buffer.from(text, 'latin1'), 0);
  }

  mov(to: Register | Memory, from: Value | Register | Memory): void;
  mov(to: SegmentRegister, from: WordRegister): void;
  mov(to: Register | SegmentRegister | Memory, from: Value | Register | Memory): void {
    if (isSegment(to)) {
      this.bytes(0x8e, 0xc0 | (SEGMENT_REGISTERS.indexOf(to) << 3) | number(from as WordRegister));
    } else if (isMemory(to)) {
      if (typeof from === 'string') this.#memoryForm(isWord(from) ? 0x89 : 0x88, number(from), to);
      else if (isMemory(from)) throw new Error('mov has no form from memory to memory');
      else {
        this.#memoryForm(to.bits === 16 ? 0xc7 : 0xc6, 0, to);
        this.#immediate(to.bits, from);
      }
    } else if (typeof from === 'string') {
      this.bytes(isWord(to) ? 0x89 : 0x88, 0xc0 | (number(from) << 3) | number(to));
    } else if (isMemory(from)) {
      this.#memoryForm(isWord(to) ? 0x8b : 0x8a, number(to), from);
    } else {
      this.bytes((isWord(to) ? 0xb8 : 0xb0) | number(to));
      this.#immediate(isWord(to) ? 16 : 8, from);
    }
  }

  add(to: Register | Memory, value: number | Register): void {
    this.#arithmetic(ARITHMETIC.add, to, value);
  }
  or(to: Register | Memory, value: number | Register): void {
    this.#arithmetic(ARITHMETIC.or, to, value);
  }
  and(to: Register | Memory, value: number | Register): void {
    this.#arithmetic(ARITHMETIC.and, to, value);
  }
  xor(to: Register | Memory, value: number | Register): void {
    this.#arithmetic(ARITHMETIC.xor, to, value);
  }
  cmp(to: Register | Memory, value: number | Register): void {
    this.#arithmetic(ARITHMETIC.cmp, to, value);
  }

  /** Tests bits of AL, the register that a port was read into. */
  testAl(bits: number): void {
    this.bytes(0xa8, bits);
  }

  inc(memory: Memory): void {
    this.#memoryForm(memory.bits === 16 ? 0xff : 0xfe, 0, memory);
  }

  rol(register: WordRegister, count: number): void {
    this.bytes(0xc1, 0xc0 | number(register), count);
  }

  jmp(label: string): void {
    this.bytes(0xe9);
    this.#relative(label);
  }

  jmpFar(segment: number, to: Value): void {
    this.bytes(0xea);
    this.word(to);
    this.word(segment);
  }

  jmpIf(condition: Condition, label: string): void {
    this.bytes(0x0f, 0x80 | CONDITION_CODES[condition]);
    this.#relative(label);
  }

  call(label: string): void {
    this.bytes(0xe8);
    this.#relative(label);
  }

  ret(): void {
    this.bytes(0xc3);
  }
  iret(): void {
    this.bytes(0xcf);
  }
  push(register: WordRegister): void {
    this.bytes(0x50 | number(register));
  }
  pop(register: WordRegister): void {
    this.bytes(0x58 | number(register));
  }
  pushFlags(): void {
    this.bytes(0x9c);
  }
  cli(): void {
    this.bytes(0xfa);
  }
  sti(): void {
    this.bytes(0xfb);
  }
  hlt(): void {
    this.bytes(0xf4);
  }
  cld(): void {
    this.bytes(0xfc);
  }
  breakpoint(): void {
    this.bytes(0xcc);
  }

  /** Reads the port in DX into AL. */
  inAl(): void {
    this.bytes(0xec);
  }
  /** Writes AL to the port in DX. */
  outAl(): void {
    this.bytes(0xee);
  }
  /** Writes AL to one of the first 256 ports. */
  outAlTo(port: number): void {
    this.bytes(0xe6, port);
  }
  outAx(): void {
    this.bytes(0xef);
  }
  outEax(): void {
    this.bytes(0x66, 0xef);
  }
  movEax(value: number): void {
    this.bytes(0x66, 0xb8);
    this.doubleWord(value);
  }
  movEaxFromCr0(): void {
    this.bytes(0x0f, 0x20, 0xc0);
  }
  movCr0FromEax(): void {
    this.bytes(0x0f, 0x22, 0xc0);
  }

  /** AL = the byte at CS:SI, and SI moves on. */
  lodsbFromRom(): void {
    this.bytes(0x2e, 0xac);
  }
  /** CX times AX to ES:DI. */
  repStosw(): void {
    this.bytes(0xf3, 0xab);
  }
  /** CX words from the port in DX to ES:DI. */
  repInsw(): void {
    this.bytes(0xf3, 0x6d);
  }
  /** CX words from DS:SI to the port in DX. */
  repOutsw(): void {
    this.bytes(0xf3, 0x6f);
  }
  lgdtFromRom(label: string): void {
    this.bytes(0x2e, 0x0f, 0x01, 0x16);
    this.word(offset(label));
  }
  lidtFromRom(label: string): void {
    this.bytes(0x2e, 0x0f, 0x01, 0x1e);
    this.word(offset(label));
  }
  /** mov dword [fs:address], value with a 32-bit address: FS has to be flat. */
  movFlat(address: number, value: number): void {
    this.bytes(0x64, 0x67, 0x66, 0xc7, 0x05);
    this.doubleWord(address);
    this.doubleWord(value);
  }

  /** The same with a word: some registers of devices tell one from the other. */
  movFlatWord(address: number, value: number): void {
    this.bytes(0x64, 0x67, 0xc7, 0x05);
    this.doubleWord(address);
    this.word(value);
  }

  /** The finished code, to be placed at offset 0 of its segment. */
  assemble(): Uint8Array {
    const code = Uint8Array.from(this.#bytes);
    for (const { at, label, relative } of this.#fixups) {
      const target = this.#labels.get(label);
      if (target === undefined) throw new Error(`the label "${label}" is used but not defined`);
      new DataView(code.buffer).setUint16(at, relative ? (target - (at + 2)) & 0xffff : target, true);
    }
    return code;
  }

  #immediate(bits: 8 | 16, value: Value): void {
    if (bits === 16) this.word(value);
    else if (typeof value === 'number') this.bytes(value);
    else throw new Error(`the address of "${value.label}" does not fit in a byte`);
  }

  #memoryForm(opcode: number, digit: number, memory: Memory): void {
    if (memory.segment === 'cs') this.bytes(0x2e);
    this.bytes(opcode, (digit << 3) | 0b110);
    this.word(memory.address);
  }

  #arithmetic(digit: number, to: Register | Memory, value: number | Register): void {
    if (isMemory(to)) {
      if (typeof value === 'string')
        return this.#memoryForm((digit << 3) | (isWord(value) ? 1 : 0), number(value), to);
      this.#memoryForm(to.bits === 16 ? 0x81 : 0x80, digit, to);
      return this.#immediate(to.bits, value);
    }
    if (typeof value === 'string')
      return this.bytes((digit << 3) | (isWord(to) ? 1 : 0), 0xc0 | (number(value) << 3) | number(to));
    this.bytes(isWord(to) ? 0x81 : 0x80, 0xc0 | (digit << 3) | number(to));
    this.#immediate(isWord(to) ? 16 : 8, value);
  }

  #relative(label: string): void {
    this.#fixups.push({ at: this.#bytes.length, label, relative: true });
    this.bytes(0, 0);
  }
}
