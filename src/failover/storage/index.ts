export {
  type ControlledImage,
  type PositiveControl,
  readControl,
  takeControl,
} from './control.js';
export type { Disks, LookOptions } from './disks.js';
export type { ImageLocks } from './locks.js';
export { forgetControl } from './kept-files.js';
export { type ImageRelease, proveReleased, type ReleaseEvidence } from './release.js';
export { type ImageKind, type StorageSurvey, survey } from './survey.js';
