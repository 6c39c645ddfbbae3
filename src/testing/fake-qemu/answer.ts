/** What a scripted reply may ask for besides a plain value; made by {@link answer}. */
export type ScriptedAnswer =
  | Refusal
  | { readonly [scripted]: 'never' }
  | { readonly [scripted]: 'built-in' }
  | { readonly [scripted]: 'after'; readonly delay: number; readonly answer: unknown }
  | { readonly [scripted]: 'late-reply' | 'late-effect'; readonly delay: number };

/** Marks what is an instruction and not a value to return. */
const scripted: unique symbol = Symbol('scripted answer');

/** An error reply. Thrown or returned by a script, it says the same. */
export class Refusal extends Error {
  /** QEMU's error class: nearly always `GenericError`. */
  readonly errorClass: string;

  constructor(desc: string, errorClass = 'GenericError') {
    super(desc);
    this.name = 'Refusal';
    this.errorClass = errorClass;
  }
}

/** Replies that are no plain value, for the scripts of {@link FakeQemu.on}. */
export const answer: {
  /** An error reply. `errorClass` is `GenericError` unless given. */
  readonly error: (desc: string, errorClass?: string) => ScriptedAnswer;
  /** No reply, ever; an in-band command then blocks those after it. */
  readonly never: ScriptedAnswer;
  /** Whatever the fake does without a script. */
  readonly builtIn: ScriptedAnswer;
  /** The same later: after so many milliseconds on the fake's clock. A plain value may be given, or another answer. */
  readonly after: (delay: number, answer?: unknown) => ScriptedAnswer;
  /** Whatever the fake does without a script, at once; that reply comes so many milliseconds later. */
  readonly lateReply: (delay: number) => ScriptedAnswer;
  /** `{}` at once; what the fake does without a script, so many milliseconds later. What is wrong with it nobody hears. */
  readonly lateEffect: (delay: number) => ScriptedAnswer;
} = {
  error: (desc, errorClass) => new Refusal(desc, errorClass),
  never: { [scripted]: 'never' },
  builtIn: { [scripted]: 'built-in' },
  after: (delay, later) => ({ [scripted]: 'after', delay, answer: later }),
  lateReply: (delay) => ({ [scripted]: 'late-reply', delay }),
  lateEffect: (delay) => ({ [scripted]: 'late-effect', delay }),
};

/** What a script's answer asks for. */
export type Step =
  | { readonly kind: 'return'; readonly value: unknown }
  | { readonly kind: 'error'; readonly refusal: Refusal }
  | { readonly kind: 'never' }
  | { readonly kind: 'built-in' }
  | { readonly kind: 'after'; readonly delay: number; readonly answer: unknown }
  | { readonly kind: 'late-reply' | 'late-effect'; readonly delay: number }
  | { readonly kind: 'promise'; readonly promise: PromiseLike<unknown> };

/** Tells an instruction from a value. `undefined` is the empty object that most commands return. */
export function stepOf(value: unknown): Step {
  if (value === undefined) return { kind: 'return', value: {} };
  if (value instanceof Refusal) return { kind: 'error', refusal: value };
  if (typeof value !== 'object' || value === null) return { kind: 'return', value };
  if (isInstruction(value)) {
    switch (value[scripted]) {
      case 'after':
        return { kind: 'after', delay: value.delay, answer: value.answer };
      case 'late-reply':
      case 'late-effect':
        return { kind: value[scripted], delay: value.delay };
      default:
        return { kind: value[scripted] };
    }
  }
  if (isPromise(value)) return { kind: 'promise', promise: value };
  return { kind: 'return', value };
}

function isInstruction(value: object): value is Exclude<ScriptedAnswer, Refusal> {
  return scripted in value;
}

function isPromise(value: object): value is PromiseLike<unknown> {
  return 'then' in value && typeof value.then === 'function';
}
