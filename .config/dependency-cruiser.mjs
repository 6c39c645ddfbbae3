// The house's order: an import goes only to a room further left, and enters by the room's index.ts.
// test/rules/imports.test.ts plants a violation of each rule here.

export const rooms = [
  'core',
  'schemas',
  'qmp',
  'agent',
  'vm',
  'watchdog',
  'journal',
  'faults',
  'proof',
  'failover',
  'policy',
  'replay',
  'supervisor',
  'actions',
  'metrics',
  'status',
  'testing',
  'presets',
  'cli',
];

/** Outside the order: it imports core alone and serves the command line alone. */
export const workshop = 'codegen';

const room = (...names) => `^src/(${names.join('|')})/`;
const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;
const loaded = { dynamic: false, dependencyTypesNot: ['type-only'] };

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    ...rooms
      .slice(0, -1)
      .map((name, at) =>
        rule(
          `${name}-imports-only-leftward`,
          `${name} may import only: ${rooms.slice(0, at).join(', ') || 'nothing'}`,
          { path: room(name) },
          { path: room(...rooms.slice(at + 1)) },
        ),
      ),
    rule(
      'codegen-imports-only-core',
      'codegen imports core and nothing else of ours',
      { path: room(workshop) },
      { path: '^src/', pathNot: room(workshop, 'core') },
    ),
    rule(
      'codegen-serves-only-cli',
      'only the command line uses codegen',
      { path: '^src/', pathNot: room(workshop, 'cli') },
      { path: room(workshop) },
    ),
    rule(
      'rooms-are-entered-by-their-index',
      "import another room's index.ts, never a file behind it",
      { path: '^src/([^/]+)/' },
      { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    ),
    rule(
      'front-door-opens-on-rooms',
      'src/index.ts re-exports what the rooms export, and neither testing nor the command line',
      { path: '^src/index\\.ts$' },
      { path: '^src/', pathNot: `^src/(?!testing/|cli/|${workshop}/)[^/]+/index\\.ts$` },
    ),
    rule(
      'nothing-behind-imports-the-front-door',
      'a room imports the rooms it needs, not src/index.ts',
      { path: '^src/[^/]+/' },
      { path: '^src/index\\.ts$' },
    ),
    rule(
      'no-circles',
      'files that load each other are one file; types may refer to each other',
      { path: '^src/' },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'zod-only-in-schemas',
      'zod costs 140 ms to load; its types must not reach ours either',
      { path: '^src/', pathNot: room('schemas') },
      { path: npm('zod') },
    ),
    rule(
      'schemas-on-demand',
      'reach schemas by a dynamic import: zod is not loaded before somebody validates',
      { path: '^src/', pathNot: room('schemas', 'testing') },
      { path: room('schemas'), ...loaded },
    ),
    rule(
      'debug-only-in-log',
      'src/core/log.ts is the one place that logs',
      { path: '^src/', pathNot: '^src/core/log\\.ts$' },
      { path: npm('debug') },
    ),
    rule(
      'eventemitter3-only-in-core',
      'everything else uses the guarded emitter of core',
      { path: '^src/', pathNot: room('core') },
      { path: npm('eventemitter3') },
    ),
    rule(
      'loaded-on-demand',
      'debug and p-retry are imported dynamically, where they are needed',
      { path: '^src/' },
      { path: npm('debug', 'p-retry'), ...loaded },
    ),
    rule(
      'only-runtime-dependencies',
      'src is installed without the devDependencies',
      { path: '^src/' },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'undetermined'],
        dependencyTypesNot: ['type-only'],
        pathNot: npm('node', 'fast-check'), // optional peers: the entries' reference to @types/node, and what nemesis loads
      },
    ),
    rule(
      'src-stands-alone',
      'src imports no test and no example',
      { path: '^src/' },
      { path: '^(test|examples|bench|docs)/' },
    ),
    rule('no-broken-import', 'the import leads nowhere', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
