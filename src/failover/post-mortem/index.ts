export type { KeptFile } from './evidence-folder.js';
export { checkPostMortem, type PostMortemOptions, type PostMortemSources } from './options.js';
export { type PostMortem, postMortem } from './post-mortem.js';
