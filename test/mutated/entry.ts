// What a mutated build offers: the package as users get it, and the pure parts that tests reach into.
export * as failover from '../../src/failover/index.js';
export * as journal from '../../src/journal/index.js';
export * as policy from '../../src/policy/index.js';
export * as root from '../../src/index.js';
export * as storage from '../../src/failover/storage/index.js';
export * as supervisor from '../../src/supervisor/index.js';
export * as testing from '../../src/testing/index.js';
export { carryOn } from '../../src/supervisor/carry-on.js';
export { judge, judgeGone } from '../../src/failover/quiesce/judge.js';
export { Memory } from '../../src/journal/memory.js';
export { mint } from '../../src/failover/proof.js';
export { ProcessWatch } from '../../src/vm/process-watch.js';
