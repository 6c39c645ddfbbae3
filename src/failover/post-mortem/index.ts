export type { KeptFile } from './evidence-folder.js';
export type { PostMortemOptions, PostMortemSources } from './options.js';
export { type PostMortem, postMortem } from './post-mortem.js';
