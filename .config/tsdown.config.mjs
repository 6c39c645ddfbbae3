// Bundles, because eighty small files take 40 ms to import and a bundle 15.
// The entries share chunks, so every class exists once whichever entry it is imported through.
// The declarations are tsc's work: see tsconfig.build.json.
import { fileURLToPath } from 'node:url';

export default {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  entry: {
    index: 'src/index.ts',
    agent: 'src/agent/index.ts',
    failover: 'src/failover/index.ts',
    status: 'src/status/index.ts',
    testing: 'src/testing/index.ts',
    qapi: 'src/qmp/qapi/index.ts',
    schemas: 'src/schemas/index.ts',
    cli: 'src/cli/main.ts',
    'watchdog-thread': 'src/watchdog/isolated/watchdog-thread.ts',
  },
  // Read when it is served, and given to browsers as it is.
  copy: [{ from: 'src/status/page', to: 'dist' }],
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node20.19', // lowers `using` and `await using`, which Node 20 cannot parse
  fixedExtension: false, // .js, as package.json's "type" says
  sourcemap: true,
  dts: false,
  treeshake: true,
  outputOptions: {
    codeSplitting: {
      // What everything stands on in one file: shared by which entries, each piece would be a file of its own. The options
      // too, by which an action is checked when it is made: the rest of failover is not imported with the package.
      groups: [
        {
          name: 'base',
          test: /src.(core|qmp(?!.qapi)|vm|proof).|failover.(quiesce|post-mortem).options|usingCtx/,
        },
      ],
    },
  },
  failOnWarn: true,
  logLevel: 'warn',
};
