export { describeReplay } from './describe.js';
export type { Decision, Difference } from './differences.js';
export { FlightRecorder, type FlightSettings } from './flight-recorder.js';
export { type Replay, type ReplayOptions, replay } from './replay.js';
