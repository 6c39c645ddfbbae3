#!/usr/bin/env node
import { run } from './run.js';

// Source of NO_COLOR: no-color.org.
const colours = process.stdout.isTTY === true && !process.env['NO_COLOR'];
const output = { out: console.log, err: console.error, colours };

void run(process.argv.slice(2), output).then((code) => {
  process.exitCode = code;
});
