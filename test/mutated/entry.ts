// What a mutated build offers: the package as users get it, and the pure parts that tests reach into.
export * as journal from '../../src/journal/index.js';
export * as policy from '../../src/policy/index.js';
export * as root from '../../src/index.js';
export * as supervisor from '../../src/supervisor/index.js';
export * as testing from '../../src/testing/index.js';
export { carryOn } from '../../src/supervisor/carry-on.js';
export { Memory } from '../../src/journal/memory.js';
