import type { Effect, EngineInput, EngineState } from '../policy/index.js';

/** One input that an engine was given, and what it made of it. */
export interface FlightStep {
  readonly before: EngineState;
  readonly input: EngineInput;
  /** When, by the clock's `now()`. */
  readonly now: number;
  readonly after: EngineState;
  readonly effects: readonly Effect[];
}

/** What an engine wanted of the world, without its records, pages and notices. */
export interface Wanted {
  readonly do: 'gather' | 'ask' | 'act' | 'suspend' | 'listen' | 'rearm' | 'wake';
  readonly order?: number;
  readonly action?: string;
  readonly watchdog?: string;
  /** When it wanted to be woken; absent when it did not any more. */
  readonly at?: number;
}

/** What of these effects the world answers to. */
export function wantedOf(effects: readonly Effect[]): readonly Wanted[] {
  return effects.flatMap((effect): Wanted[] => {
    switch (effect.do) {
      case 'gather': {
        const { order, watchdog } = effect;
        return [{ do: 'gather', order, ...(watchdog !== undefined && { watchdog }) }];
      }
      case 'ask':
        return [{ do: 'ask', order: effect.order }];
      case 'act':
        return [{ do: 'act', order: effect.order, action: effect.action.name }];
      case 'suspend':
      case 'listen':
      case 'rearm':
        return [{ do: effect.do, watchdog: effect.watchdog }];
      case 'wake':
        return [{ do: 'wake', ...(effect.at !== undefined && { at: effect.at }) }];
      default:
        return [];
    }
  });
}
