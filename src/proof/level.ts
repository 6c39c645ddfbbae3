/**
 * How far a VM has been quieted:
 * - `L0`: it stands still;
 * - `L1`: and what its guest was told is on disk, is there;
 * - `L2`: and nothing can write to its disks any more. Only this makes fencing superfluous.
 */
export type Level = 'L0' | 'L1' | 'L2';

/** From the least to the most. */
export const LEVELS: readonly Level[] = ['L0', 'L1', 'L2'];
