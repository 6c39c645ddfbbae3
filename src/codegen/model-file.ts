import type { EmittedFile } from './emit/options.js';
import { GENERATED } from './emit/module-file.js';
import type { Model } from './model.js';
import type { Protocol } from './protocol.js';

/** The models as files of this package: one a version, and an index. They are modules, so that a bundle holds them. */
export function modelFiles(models: Readonly<Record<Protocol, readonly Model[]>>): readonly EmittedFile[] {
  const all = [...namesOf('qmp', models.qmp), ...namesOf('agent', models.agent)];
  const list = (protocol: Protocol): string =>
    all
      .filter((own) => own.protocol === protocol)
      .map(({ constant, model }) => `    { version: '${model.version}', text: ${constant} },\n`)
      .join('');
  const imports = all
    .toSorted((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ constant, file }) => `import { ${constant} } from './${file}.js';\n`);
  const index = [
    `${GENERATED} with the models beside it: do not edit.\n\n`,
    "import type { Model } from '../model.js';\nimport type { Protocol } from '../protocol.js';\n",
    ...imports,
    '\n/** What is known of each version, from the oldest to the newest. */\n',
    'export const models: Readonly<Record<Protocol, readonly Model[]>> = {\n',
    `  qmp: [\n${list('qmp')}  ],\n  agent: [\n${list('agent')}  ],\n};\n`,
  ].join('');
  return [
    ...all.map(({ file, constant, model, what }) => ({
      name: `${file}.ts`,
      text: `${GENERATED} from QEMU's definitions: do not edit.\n\n/** ${what}. */\nexport const ${constant}: string = \`${model.text}\`;\n`,
    })),
    { name: 'index.ts', text: index },
  ];
}

function namesOf(protocol: Protocol, models: readonly Model[]) {
  return models.map((model) => ({
    protocol,
    model,
    file: `${protocol}-${model.version}`,
    constant: `${protocol}${model.version.replaceAll('.', '_')}`,
    what: `The facts of ${protocol === 'qmp' ? 'QMP' : "the guest agent's protocol"} in QEMU ${model.version}`,
  }));
}
