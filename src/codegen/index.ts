export { emit } from './emit/emit.js';
export type { MergedSchema } from './merge/types.js';
export { modelsOf, packagedModels, packagedTypes } from './package-files.js';
export { optionsFor, originOf } from './protocol.js';
export { loadModels, schemaOfModels, schemaOfReply, schemaOfTrees } from './schemas.js';
export { writeFiles } from './write-files.js';
