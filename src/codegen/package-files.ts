import { argumentsFile } from './emit/arguments-file.js';
import { deprecatedFile } from './emit/deprecated-file.js';
import { emit } from './emit/emit.js';
import type { EmittedFile } from './emit/options.js';
import { tableFile } from './emit/table.js';
import { define } from './definitions/define.js';
import { readFolder } from './folder.js';
import { type Model, readModels, writeModels } from './model.js';
import { modelFiles } from './model-file.js';
import { optionsFor, originOf, type Protocol } from './protocol.js';
import { schemaOfModels } from './schemas.js';
import { compareVersions } from './version.js';

/** The generated files of this package, by their folder from the repository's root. */
export type PackageFiles = Readonly<Record<string, readonly EmittedFile[]>>;

/** The models of source trees of QEMU. Each says how its version differs from the one before, so all are derived at once. */
export function modelsOf(trees: readonly string[]): Readonly<Record<Protocol, readonly Model[]>> {
  const of = (protocol: Protocol): readonly Model[] =>
    writeModels(
      trees.map((tree) => readFolder(tree, protocol)).sort((a, b) => compareVersions(a.version, b.version)),
    );
  return { qmp: of('qmp'), agent: of('agent') };
}

/** The models as files. */
export function packagedModels(models: Readonly<Record<Protocol, readonly Model[]>>): PackageFiles {
  return { 'src/codegen/models': modelFiles(models) };
}

/**
 * The types of both protocols as files, made of the models; the tables from which what is received is checked, and the one
 * from which a fake QEMU checks what it is sent.
 */
export function packagedTypes(models: Readonly<Record<Protocol, readonly Model[]>>): PackageFiles {
  const types = (protocol: Protocol, openTypes: string, isEntry: boolean): readonly EmittedFile[] => {
    const schema = schemaOfModels(models[protocol]);
    const origin = originOf(schema.versions);
    const files = emit(schema, optionsFor(protocol, origin, openTypes, isEntry));
    return protocol === 'qmp' ? [...files, deprecatedFile(schema, origin)] : files;
  };
  const table = (protocol: Protocol, name: string): EmittedFile => {
    const schema = schemaOfModels(models[protocol]);
    return tableFile(schema, name, optionsFor(protocol, originOf(schema.versions), ''));
  };
  const versions = readModels(models.qmp).map(({ version, sources }) => define(version, sources));
  return {
    'src/qmp/qapi': types('qmp', './open-types.js', true),
    'src/agent/qapi': types('agent', '../../qmp/index.js', false),
    'src/schemas/qapi': [table('qmp', 'qmp'), table('agent', 'guest-agent')],
    'src/testing/qapi': [argumentsFile(versions, originOf(versions.map(({ version }) => version)))],
  };
}
