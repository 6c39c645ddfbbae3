// `npm run generate` writes the types of QMP and of the guest agent from the committed models.
// `npm run generate -- TREE...` first derives the models from source trees of QEMU, one of each version. All versions
// must be given, because a model tells how its version differs from the one before it.
import { fileURLToPath } from 'node:url';
import { loadModels, modelsOf, packagedModels, packagedTypes, writeFiles } from '../src/codegen/index.js';

const trees = process.argv.slice(2);
const models =
  trees.length > 0 ? modelsOf(trees) : { qmp: await loadModels('qmp'), agent: await loadModels('agent') };
const folders = { ...(trees.length > 0 ? packagedModels(models) : {}), ...packagedTypes(models) };
for (const [folder, files] of Object.entries(folders)) {
  await writeFiles(fileURLToPath(new URL(`../${folder}`, import.meta.url)), files);
}
