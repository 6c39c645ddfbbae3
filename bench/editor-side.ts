// The process in which TypeScript's language service does for one file what an editor asks of it.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { assignment, serve } from './child.js';
import { median } from './statistics.js';

/** What it is started with. */
export interface EditorAssignment {
  /** Whether the file's client is the package's, or one without types. */
  readonly client: 'untyped' | 'ours';
}

/** Milliseconds, but for `names` and `bytes`. */
export interface EditorTimes {
  /** From nothing to the first list of names. */
  readonly first: number;
  /** The list of what may be typed, after a keystroke: the median. */
  readonly completion: number;
  /** All errors of the file, after a keystroke: the median. */
  readonly check: number;
  /** How many commands were offered. */
  readonly names: number;
  /** Of the declarations that the file leads to, without TypeScript's and Node's own. */
  readonly bytes: number;
}

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FILE = join(ROOT, 'bench', 'edited.ts');
const KEYSTROKES = 15;
const UNTYPED = `declare const client: { execute(command: string, args?: object): Promise<Record<string, never>> };`;
const OURS = `import type { QmpClient } from 'qmp-watchdog';\ndeclare const client: QmpClient;`;
/** Commands of all kinds, a hundred of them. */
const CALLS = Array.from({ length: 20 }, (_, index) =>
  [
    `const status${index} = (await client.execute('query-status')).status;`,
    `for (const drive of Object.values(await client.execute('query-block'))) console.log(drive);`,
    `await client.execute('blockdev-add', { driver: 'file', 'node-name': 'f${index}', filename: '/x' });`,
    `await client.execute('system_reset');`,
    `await client.execute('job-cancel', { id: status${index} });`,
  ].join('\n'),
).join('\n');

const { client } = assignment<EditorAssignment>();
const head = `${client === 'ours' ? OURS : UNTYPED}\n${CALLS}\nawait client.execute('`;
let version = 0;

const host: ts.LanguageServiceHost = {
  getCompilationSettings: () => ({
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    types: ['node'],
  }),
  getScriptFileNames: () => [FILE],
  getScriptVersion: (file) => (file === FILE ? String(version) : '1'),
  getScriptSnapshot: (file) => {
    const text = file === FILE ? textOf(version) : existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => ROOT,
  getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  readDirectory: ts.sys.readDirectory,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
};

/** A keystroke changes the last line. */
function textOf(keystroke: number): string {
  return `${head}');\n// ${keystroke}\n`;
}

serve<'measure', EditorTimes>(() => {
  const service = ts.createLanguageService(host);
  const complete = (): number => service.getCompletionsAtPosition(FILE, head.length, {})?.entries.length ?? 0;
  const began = performance.now();
  const names = complete();
  const first = performance.now() - began;
  const after = (what: () => unknown): number =>
    median(
      Array.from({ length: KEYSTROKES }, () => {
        version += 1;
        const start = performance.now();
        what();
        return performance.now() - start;
      }),
    );
  const completion = after(complete);
  const check = after(() => service.getSemanticDiagnostics(FILE));
  const bytes = (service.getProgram()?.getSourceFiles() ?? [])
    .filter(({ fileName }) => fileName.startsWith(join(ROOT, 'dist')))
    .reduce((sum, { text }) => sum + text.length, 0);
  return { first, completion, check, names, bytes };
});
