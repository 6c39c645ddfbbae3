import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string): string => fileURLToPath(new URL(`../${relative}`, import.meta.url));

export default defineConfig({
  root: path('.'),
  // Tests import the package by its own names, as a user does, and get the sources.
  resolve: {
    alias: [
      { find: /^qmp-watchdog$/, replacement: path('src/index.ts') },
      { find: /^qmp-watchdog\/qapi$/, replacement: path('src/qmp/qapi/index.ts') },
      { find: /^qmp-watchdog\/(agent|testing|schemas)$/, replacement: path('src/$1/index.ts') },
    ],
  },
  // Node 20 cannot parse `await using`.
  oxc: { target: 'node20' },
  test: {
    allowOnly: false,
    passWithNoTests: false,
    coverage: { provider: 'v8', include: ['src/**'], reportsDirectory: path('coverage') },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/{unit,property,scenarios}/**/*.test.ts'] },
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
        test: { name: 'examples', include: ['test/examples/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'qemu',
          include: ['test/qemu/**/*.test.ts'],
          globalSetup: path('test/qemu/setup/require-qemu.mjs'),
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Two guests at a time, and nothing else beside them: an emulated guest is slow enough.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
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
});
