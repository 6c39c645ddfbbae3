import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { repository } from './run.js';

// The generated documentation demands a comment on every exported name; on a property only here, because most of
// QEMU's own members explain themselves, and what an option does and which default it has never does.
test('every option of an exported …Options type has a doc comment', () => {
  const entries = [
    'index',
    'agent/index',
    'failover/index',
    'status/index',
    'testing/index',
    'schemas/index',
  ].map((name) => join(repository, `src/${name}.ts`));
  const { undocumented, seen } = optionsOf(entries, ts.createCompilerHost({}));
  expect(undocumented).toEqual([]);
  expect(seen).toBeGreaterThan(0);
});

test('a planted option without one is found', () => {
  const source = `
    interface Waiting { signal: AbortSignal }
    export interface OneOptions extends Waiting {
      /** Milliseconds. */
      timeout: number;
      retries: number;
    }
    export type TwoOptions = { path: string } | { host: string };
  `;
  const host = ts.createCompilerHost({});
  const { getSourceFile } = host;
  host.getSourceFile = (name, version, ...rest) =>
    name === 'planted.ts'
      ? ts.createSourceFile(name, source, version)
      : getSourceFile(name, version, ...rest);
  expect(optionsOf(['planted.ts'], host).undocumented).toEqual([
    'OneOptions.retries',
    'OneOptions.signal',
    'TwoOptions.path',
    'TwoOptions.host',
  ]);
});

function optionsOf(
  entries: readonly string[],
  host: ts.CompilerHost,
): { undocumented: string[]; seen: number } {
  const program = ts.createProgram(entries, { module: ts.ModuleKind.NodeNext, strict: true }, host);
  const checker = program.getTypeChecker();
  const undocumented: string[] = [];
  let seen = 0;
  for (const entry of entries) {
    const source = program.getSourceFile(entry);
    const symbol = source && checker.getSymbolAtLocation(source);
    for (const exported of symbol ? checker.getExportsOfModule(symbol) : []) {
      if (!exported.name.endsWith('Options')) continue;
      const type = checker.getDeclaredTypeOfSymbol(
        exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported,
      );
      for (const part of type.isUnion() ? type.types : [type]) {
        for (const property of part.getProperties()) {
          seen += 1;
          if (property.getDocumentationComment(checker).length > 0) continue;
          undocumented.push(`${exported.name}.${property.name}`);
        }
      }
    }
  }
  return { undocumented: [...new Set(undocumented)], seen };
}
