import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const path = (relative: string): string => fileURLToPath(new URL(`../${relative}`, import.meta.url));

/** What takes a second on a machine of its own may take many on one that others use: milliseconds. */
const BUSY_MACHINE = 30_000;

/** The tests against one QEMU: the one that is installed, or the version that the name ends with. */
const onQemu = (
  name: 'qemu' | `qemu-${string}`,
  files: { readonly include?: readonly string[]; readonly exclude?: readonly string[] },
): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name,
    include: (files.include ?? ['**/*']).map((file) => `test/qemu/${file}.test.ts`),
    exclude: (files.exclude ?? []).map((file) => `test/qemu/${file}.test.ts`),
    globalSetup: path('test/qemu/setup/require-qemu.mjs'),
    setupFiles: path('test/qemu/setup/validate-all.ts'),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Guests and those who watch them mostly wait: more than there are processors, and nothing else beside them.
    maxWorkers: 3,
    // One after the other in the same modules, as the unit tests.
    isolate: false,
    sequence: { groupOrder: 1 },
  },
});

/** With `--mode all-qemus`; `npm run setup -- --all-qemus` fetches them. */
const otherQemus = [
  // It has no -action, no set-action and no yank, without which most tests have nothing to begin with.
  onQemu('qemu-5.2', {
    include: [
      ...['qapi-schema', 'recovery-that-is-none', 'stopped-process', 'taken-over-socket'],
      ...['stalled-supervisor', 'supervisor-healthy-guest', 'version-differences'],
      ...['conformance', 'job', 'runtime-schema', 'validated-replies', 'writer-*', 'failover-preset'],
      ...['tls-monitor', 'stdio-monitor', 'dialling-monitor', 'failover-io-error', 'failover-lost'],
      ...['failover-restart', 'failover-traps', 'failover-revoked'],
    ],
  }),
  onQemu('qemu-7.2', { exclude: ['agent-*', '*linux*'] }),
  onQemu('qemu-10.0', { exclude: ['agent-*', '*linux*'] }),
];

export default defineConfig(({ mode }) => ({
  root: path('.'),
  // Tests import the package by its own names, as a user does, and get the sources.
  resolve: {
    alias: [
      { find: /^qmp-watchdog$/, replacement: path('src/index.ts') },
      { find: /^qmp-watchdog\/qapi$/, replacement: path('src/qmp/qapi/index.ts') },
      {
        find: /^qmp-watchdog\/(agent|failover|status|testing|schemas)$/,
        replacement: path('src/$1/index.ts'),
      },
    ],
  },
  // Node 20 cannot parse `await using`.
  oxc: { target: 'node20' },
  test: {
    allowOnly: false,
    // Not one less than there are processors, which of two is one.
    maxWorkers: '100%',
    passWithNoTests: false,
    coverage: { provider: 'v8', include: ['src/**'], reportsDirectory: path('coverage') },
    projects: [
      {
        extends: true,
        // One after the other in the same modules: to load them all for each file takes longer than the tests.
        test: {
          name: 'unit',
          include: ['test/{unit,property,scenarios}/**/*.test.ts'],
          isolate: false,
          testTimeout: BUSY_MACHINE,
        },
      },
      {
        extends: true,
        // Each builds the package anew, with something taken out of it.
        test: {
          name: 'mutated',
          include: ['test/{safety,simulation}/**/*.test.ts'],
          isolate: false,
          testTimeout: BUSY_MACHINE,
        },
      },
      {
        extends: true,
        test: {
          name: 'threads',
          include: ['test/threads/**/*.test.ts'],
          // A thread loads the sources by itself, without Vitest.
          execArgv: ['--import', path('test/threads/typescript.mjs')],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['test/rules/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // As those before it, in whose company they run.
          maxWorkers: 3,
          // One after the other in the same modules, as the unit tests.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'examples', include: ['test/examples/**/*.test.ts'], testTimeout: 60_000 },
      },
      // Neither the agents nor a Linux guest depend on QEMU's version: one is enough.
      onQemu('qemu', { exclude: ['*linux*'] }),
      // Nor do our own standing still, a broken network and the guest of these tests.
      onQemu('qemu-11.1', { exclude: ['agent-host', 'stalled-supervisor', 'half-open-tcp', 'guest'] }),
      ...(mode === 'all-qemus' ? otherQemus : []),
      {
        extends: true,
        test: {
          name: 'packaging',
          include: ['test/packaging/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
}));
