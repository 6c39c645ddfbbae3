import type { MergedDefinition, MergedSchema } from '../merge/types.js';
import { QmpWatchdogError } from '../../core/index.js';
import { EmitContext } from './context.js';
import { indexFile } from './index-file.js';
import { moduleFile } from './module-file.js';
import type { EmitOptions, EmittedFile } from './options.js';

/** Writes the types of a set: one file a QAPI module, and an index. */
export function emit(schema: MergedSchema, options: EmitOptions): readonly EmittedFile[] {
  const context = new EmitContext(schema, options);
  const modules = new Map<string, MergedDefinition[]>();
  for (const definition of schema.definitions.values()) {
    const needed =
      definition.kind === 'command' ||
      definition.kind === 'event' ||
      context.directionsOf(definition.name).length > 0;
    if (!needed) continue;
    const module = context.moduleOf(definition.name);
    modules.set(module, [...(modules.get(module) ?? []), definition]);
  }
  const files = [...modules.keys()]
    .sort()
    .map((module) => moduleFile(context, module, modules.get(module) ?? []));
  const all = [...files, indexFile(context, files)].map(({ name, text }) => ({ name, text }));
  refuseTwins(all);
  return all;
}

/** A derived name, such as `FooArgument`, might be another type's own. */
function refuseTwins(files: readonly EmittedFile[]): void {
  const declared = new Map<string, string>();
  for (const { name: file, text } of files) {
    for (const [, name = ''] of text.matchAll(/^export (?:interface|type) (\w+)/gm)) {
      const earlier = declared.get(name);
      if (earlier !== undefined)
        throw new QmpWatchdogError(
          'ERR_QAPI',
          `two types would be called ${name}, in ${earlier} and ${file}`,
        );
      declared.set(name, file);
    }
  }
}
