// The fear: a source that was stopped keeps the process from ending.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryPath } from './sockets.js';

const script = fileURLToPath(new URL('./follow-and-stop.ts', import.meta.url));

test('a process whose sources have been stopped ends by itself, and leaves no socket behind', {
  timeout: 20_000,
}, async () => {
  const folder = dirname(temporaryPath());
  // Its standard input stays open: it must not wait for the end of that.
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text) => {
    output += String(text);
  });
  const code = await new Promise((resolve) => {
    child.once('close', resolve);
  });
  expect([code, output]).toEqual([0, 'stopped 8\n']);
  expect(readdirSync(folder)).toEqual([]);
});
