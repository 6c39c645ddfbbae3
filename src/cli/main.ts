#!/usr/bin/env node
import { run } from './run.js';

const output = { out: console.log, err: console.error };

void run(process.argv.slice(2), output).then((code) => {
  process.exitCode = code;
});
