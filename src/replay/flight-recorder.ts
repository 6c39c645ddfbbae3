import type { RecordBody } from '../journal/index.js';
import { encodeInput, encodeState, FORMAT, withoutSecrets } from './encoding.js';
import type { FlightStep } from './flight-step.js';

/** What shapes the engine, as far as it is no code. Times are milliseconds. */
export type FlightSettings = Extract<RecordBody, { kind: 'flight' }>['settings'];

/** How many inputs from before an incident are kept. */
const MOST_BEFORE = 16;

/** How many inputs of a flight are recorded once it has begun. */
const MOST_INPUTS = 1_000;

/** How many inputs are recorded once nothing is left to do: what others would still have waited for. */
const MOST_AFTER = 16;

/** What a {@link FlightRecorder} works with. */
export interface FlightRecorderOptions {
  readonly settings: () => FlightSettings;
  /** Takes a record's place in the journal now; what stands in it is asked for when it is written. No secret does. */
  readonly record: (body: () => RecordBody) => void;
}

interface OpenFlight {
  readonly incident: string;
  inputs: number;
  /** How many came when nothing was left to do; undefined before that. */
  after: number | undefined;
}

/**
 * Keeps the latest inputs of an engine that has nothing to do, and the state that they began with. When an incident begins
 * these are recorded as its flight, and from then on every input, until nothing is left to do and a little longer: all
 * that it takes to go through it again. States and inputs are immutable, so that keeping them costs no copy.
 */
export class FlightRecorder {
  readonly #with: FlightRecorderOptions;
  #kept: FlightStep[] = [];
  /** Its effects are being carried out, which may give the engine further inputs. */
  #isOpening = false;
  #flight: OpenFlight | undefined;
  #isOver = false;

  constructor(options: FlightRecorderOptions) {
    this.#with = options;
  }

  /**
   * Records a step, if there is a flight, before `carryOut`, and with it what its effects lead to: whoever reads a journal
   * that ends early has all inputs of what is in it. Only the records of a flight's first step stand before it. After the
   * input that ends a run there is nothing to record: an answer may still come late.
   */
  took(step: FlightStep, carryOut: () => void): void {
    if (this.#isOver) {
      carryOut();
      return;
    }
    this.#isOver = step.input.type === 'end';
    // Under other policies nothing can be gone through again that began under these.
    if (step.input.type === 'reloaded') {
      this.#flight = undefined;
      this.#kept = [];
    }
    const flight = this.#flight;
    if (flight !== undefined && flight.after === undefined) {
      this.#recordInput(flight, step);
      if (step.after.incident === undefined) flight.after = 0;
      carryOut();
      return;
    }
    this.#kept.push(step);
    const opens = !this.#isOpening && step.after.incident !== undefined;
    if (opens) {
      this.#isOpening = true;
      this.#flight = undefined;
    } else if (!this.#isOpening) {
      if (this.#kept.length > MOST_BEFORE) this.#kept.shift();
      if (flight !== undefined) this.#recordAfter(flight, step);
    }
    carryOut();
    if (opens) this.#begin();
  }

  #begin(): void {
    this.#isOpening = false;
    const kept = this.#kept;
    this.#kept = [];
    const [first] = kept;
    const incident = kept.find(({ after }) => after.incident !== undefined)?.after.incident?.id;
    if (first === undefined || incident === undefined) return;
    const settings = this.#with.settings();
    this.#with.record(() => ({
      kind: 'flight',
      incident,
      format: FORMAT,
      settings,
      state: encodeState(first.before),
      inputs: kept.map((step) => ({ ...encodeInput(step), decided: decisionsOf(step).map(withoutSecrets) })),
    }));
    const isOver = kept.at(-1)?.after.incident === undefined;
    this.#flight = { incident, inputs: 0, after: isOver ? 0 : undefined };
  }

  #recordInput(flight: OpenFlight, step: FlightStep): void {
    const { incident } = flight;
    flight.inputs += 1;
    if (flight.inputs > MOST_INPUTS) return;
    const isLast = flight.inputs === MOST_INPUTS;
    this.#with.record(() => ({
      kind: 'input',
      incident,
      ...encodeInput(step),
      decided: decisionsOf(step).length,
      ...(isLast && { last: true }),
    }));
  }

  /** What comes after what was left out would follow from nothing. */
  #recordAfter(flight: OpenFlight, step: FlightStep): void {
    flight.after = (flight.after ?? 0) + 1;
    if (flight.after <= MOST_AFTER && flight.inputs < MOST_INPUTS) this.#recordInput(flight, step);
    else this.#flight = undefined;
  }
}

function decisionsOf({ effects }: FlightStep): readonly RecordBody[] {
  return effects.flatMap((effect) => (effect.do === 'record' ? [effect.body] : []));
}
