// Records the committed sessions anew: `node --import tsx test/recordings/record.ts`, after `npm run setup -- --all-qemus`.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { QmpClient } from '../../src/qmp/index.js';
import { record } from '../../src/testing/index.js';
import { startGuest } from '../guest/index.js';
import { findQemu } from '../qemu/setup/versions.mjs';
import { session } from './session.js';

for (const version of ['7.2', '11.1']) {
  const qemu: string | undefined = findQemu(version)?.system;
  if (qemu === undefined) throw new Error(`there is no QEMU ${version}: npm run setup -- --all-qemus`);
  await using guest = await startGuest({ qemu });
  const draft = join(tmpdir(), `session-${process.pid}.jsonl`);
  const transport = await record({ path: guest.qmpPath }, draft);
  const client = await QmpClient.connect({ transport });
  const seen = await session(client, guest.directory);
  await transport.recorded;
  const text = await readFile(draft, 'utf8');
  await rm(draft);
  const at = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const everywhere = (written: string): string => written.replaceAll(guest.directory, '/guest');
  await writeFile(at(`qemu-${version}.jsonl`), everywhere(text));
  await writeFile(at(`qemu-${version}.seen.json`), everywhere(`${JSON.stringify(seen, null, 2)}\n`));
}
