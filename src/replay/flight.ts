import { messageOf, OptionError } from '../core/index.js';
import type { FlightInput, JournalRecord, RecordBody } from '../journal/index.js';
import type { EngineInput, EngineState } from '../policy/index.js';
import type { Issue } from '../schemas/index.js';
import { asRecorded, decodeInput, decodeState, FORMAT } from './encoding.js';
import type { FlightSettings } from './flight-recorder.js';
import type { Wanted } from './flight-step.js';

/** One input of a flight, and what it led to. */
export interface RecordedStep {
  readonly now: number;
  readonly input: EngineInput;
  readonly wanted: readonly Wanted[];
  readonly decided: readonly RecordBody[];
  /** Whether all of `decided` is there: a journal may end in the middle. */
  readonly complete: boolean;
}

/**
 * Why a flight has no further inputs: nothing was left to do (`over`), the recorder had its fill (`full`), other policies
 * were loaded (`reloaded`), or the journal does not tell (`torn`).
 */
export type FlightEnding = 'over' | 'full' | 'reloaded' | 'torn';

/** An incident as it was recorded, and others that took its place. */
export interface Flight {
  readonly incident: string;
  readonly incidents: readonly string[];
  readonly settings: FlightSettings;
  readonly state: EngineState;
  readonly steps: readonly RecordedStep[];
  readonly ending: FlightEnding;
}

/** A flight whose inputs have not been looked at yet. */
export interface RawFlight {
  readonly record: FlightRecord;
  readonly steps: readonly RawStep[];
  readonly incidents: readonly string[];
  readonly ending: FlightEnding;
}

type FlightRecord = Extract<JournalRecord, { kind: 'flight' }>;

interface RawStep {
  readonly given: FlightInput;
  readonly decided: RecordBody[];
  /** How many records it led to. */
  readonly count: number;
}

/** What an engine decides; everything else is written by its supervisor. */
const DECISIONS: ReadonlySet<JournalRecord['kind']> = new Set([
  ...(['trigger', 'ignored', 'evidence', 'intent', 'would', 'result', 'ended', 'halted'] as const),
  ...(['resumed', 'mode', 'maintenance', 'page'] as const),
]);

/** Puts flights together out of a journal's records, taken one after the other. */
export class FlightReader {
  #record: FlightRecord | undefined;
  #steps: RawStep[] = [];
  /** Steps whose records have not all come: what one leads to may give the next input before it is recorded. */
  #waiting: RawStep[] = [];
  #isFull = false;

  /** Takes a record; answers with the flight that it shows to be complete. */
  take(record: JournalRecord): RawFlight | undefined {
    switch (record.kind) {
      case 'flight': {
        const before = this.end();
        this.#begin(record);
        return before;
      }
      case 'input':
        if (this.#record?.incident === record.incident) this.#add(record);
        return undefined;
      case 'reloaded':
        return this.end('reloaded');
      case 'started':
        return this.end();
      default:
        if (DECISIONS.has(record.kind)) this.#decided(record);
        return undefined;
    }
  }

  /** No further record belongs to the present flight. */
  end(because: 'reloaded' | 'torn' = 'torn'): RawFlight | undefined {
    const record = this.#record;
    if (record === undefined) return undefined;
    this.#record = undefined;
    this.#waiting = [];
    const decided = this.#steps.flatMap((step) => step.decided);
    const incidents = decided.flatMap((body) => (body.kind === 'trigger' ? [body.incident] : []));
    const isOver = decided.filter(({ kind }) => kind === 'ended').length >= incidents.length;
    const ending = isOver ? 'over' : this.#isFull ? 'full' : because;
    return { record, steps: this.#steps, incidents, ending };
  }

  #begin(record: FlightRecord): void {
    this.#record = record;
    this.#steps = record.inputs.map(({ decided, ...given }) => ({
      given,
      decided: [...decided],
      count: decided.length,
    }));
    this.#waiting = [];
    this.#isFull = false;
  }

  #add({ decided, last, ...given }: Extract<JournalRecord, { kind: 'input' }>): void {
    const step: RawStep = { given, decided: [], count: decided };
    this.#steps.push(step);
    if (decided > 0) this.#waiting.push(step);
    if (last === true) this.#isFull = true;
  }

  #decided(record: JournalRecord): void {
    const step = this.#waiting.at(-1);
    if (step === undefined) return;
    step.decided.push(bodyOf(record));
    if (step.decided.length === step.count) this.#waiting.pop();
  }
}

function bodyOf({ v: _, n: _n, time: _time, at: _at, vm: _vm, ...body }: JournalRecord): RecordBody {
  // What is left of a record without its stamp is its body.
  return body as RecordBody;
}

/**
 * Looks at what a flight holds.
 * @throws {@link OptionError} it is not what this version writes.
 */
export async function readFlight({ record, steps, incidents, ending }: RawFlight): Promise<Flight> {
  const { incident, settings, format } = record;
  const refuse = (what: string): never => {
    throw new OptionError(
      'replay.journal',
      incident,
      `a journal of flights that this version reads: ${what}`,
    );
  };
  if (format !== FORMAT)
    refuse(`it was recorded in format ${format}, and this version reads ${FORMAT}; replay it with its own`);
  const { validate } = await import('../schemas/index.js');
  const check = (where: string, decode: () => unknown, schema: 'flight-state' | 'flight-input'): unknown => {
    let value: unknown;
    let issue: Issue | undefined;
    try {
      value = decode();
      [issue] = validate(schema, value);
    } catch (error) {
      refuse(`${where}: ${messageOf(error)}`);
    }
    if (issue !== undefined) refuse(`${where}: ${issue.path.join('.') || 'it'}: ${issue.message}`);
    return value;
  };
  // The schemas have just established these shapes.
  const state = check('its state', () => decodeState(record.state), 'flight-state') as EngineState;
  let { vm } = state;
  const read = steps.map(({ given, decided, count }, index): RecordedStep => {
    const decode = (): unknown => decodeInput(given.input, vm);
    const input = check(`its input ${index + 1}`, decode, 'flight-input') as EngineInput;
    if (input.type === 'vm') vm = input.vm;
    const { now, wanted = [] } = given;
    // What the engine wants is compared with this, and nothing else is made of it.
    return {
      now,
      input,
      wanted: wanted as readonly Wanted[],
      decided: decided.map(asRecorded),
      complete: decided.length === count,
    };
  });
  return { incident, incidents, settings, state, steps: read, ending };
}
