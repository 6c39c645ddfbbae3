import { join } from 'node:path';
import ts from 'typescript';
import { repository } from './run.js';
import type { Snippet } from './snippets.js';

/** Names that the examples in doc comments may use without a declaration, with their types. */
const WELL_KNOWN: Readonly<Record<string, string>> = {
  client: 'QmpClient',
  vm: 'Qmp',
  clock: 'Clock',
};

const AT_HAND = 'declare const signal: AbortSignal;';

/** Most of the time goes into parsing the sources and libraries that all snippets share. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Compiles each snippet as a module of its own, as strictly as our sources, with the package's names leading to src.
 * Returns what is wrong, each with its file and line. With `imports: 'implied'` (doc comments, which have no room for
 * them) names that the package exports need no import, and `client`, `vm`, `clock` and `signal` no declaration.
 */
export function compile(
  snippets: readonly Snippet[],
  { imports = 'written' }: { readonly imports?: 'written' | 'implied' } = {},
): readonly string[] {
  const options: ts.CompilerOptions = {
    ...ourOptions(),
    verbatimModuleSyntax: false, // a reader's project need not ask for `import type`
  };
  const exported = imports === 'implied' ? exportsOf(options) : new Map<string, string>();
  const files = new Map(
    snippets.map((snippet, at) => [
      join(repository, `snippet-${at}.mts`),
      { snippet, text: `${preamble(snippet, exported)}\n${snippet.text}\nexport {};\n` },
    ]),
  );
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name)?.text ?? readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const file = files.get(name);
    if (file) return ts.createSourceFile(name, file.text, version);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, version, ...rest));
    return parsed.get(name);
  };

  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((name) => {
    const source = program.getSourceFile(name);
    const { snippet } = files.get(name) ?? {};
    if (source === undefined || snippet === undefined) return [`${name}: not compiled`];
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      (diagnostic) => {
        // The preamble is one line, above the snippet's first.
        const line = snippet.line - 1 + source.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line;
        return `${snippet.file}:${line}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
      },
    );
  });
}

function ourOptions(): ts.CompilerOptions {
  const { config, error } = ts.readConfigFile(join(repository, 'tsconfig.json'), ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, ' '));
  return ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, repository).options;
}

function preamble({ given, text }: Snippet, exported: ReadonlyMap<string, string>): string {
  if (exported.size === 0) return given;
  const declared = new Set(
    [...text.matchAll(/\b(?:const|let|class|function|interface|type|using|import|of)\s+(\w+)/g)].map(
      ([, name]) => name,
    ),
  );
  for (const [, list = ''] of text.matchAll(/\b(?:import|const|let)\s+(?:type\s+)?\{([^}]*)\}/g)) {
    for (const [name] of list.matchAll(/\w+(?=\s*(?:,|$))/g)) declared.add(name);
  }
  const used = (name: string): boolean =>
    !declared.has(name) && new RegExp(`(?<![.\\w$])${name}\\b`).test(text);
  const values = Object.entries(WELL_KNOWN).filter(([name, type]) => used(name) && exported.has(type));
  return [
    ...[...exported]
      .filter(([name]) => used(name))
      .map(([name, from]) => `import { ${name} } from '${from}';`),
    ...values.map(([name, type]) => `declare const ${name}: import('${exported.get(type)}').${type};`),
    used('signal') ? AT_HAND : '',
    given,
  ].join(' ');
}

/** Each name that the package exports, with the entry that it comes from. */
function exportsOf(options: ts.CompilerOptions): ReadonlyMap<string, string> {
  const entries: Readonly<Record<string, string>> = options.paths
    ? Object.fromEntries(
        Object.entries(options.paths).map(([entry, [file = '']]) => [entry, join(repository, file)]),
      )
    : {};
  const program = ts.createProgram(Object.values(entries), options);
  const checker = program.getTypeChecker();
  const names = new Map<string, string>();
  for (const [entry, file] of Object.entries(entries)) {
    const source = program.getSourceFile(file);
    const symbol = source && checker.getSymbolAtLocation(source);
    for (const { name } of symbol ? checker.getExportsOfModule(symbol) : []) {
      if (!names.has(name)) names.set(name, entry);
    }
  }
  return names;
}
