// The setting of the scenarios, made of a build of the package.
import { copyFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Policy } from 'qmp-watchdog';
import { type Setting, type SettingOptions, supervised } from '../scenarios/supervised.js';
import type { Library } from './clause.js';

/** Policies of that build. */
export type Policies = (library: Library) => readonly Policy[];

/** As {@link supervised}, with a policy that resets the guest when the watchdog expires. */
export async function setting(
  library: Library,
  options: Omit<SettingOptions, 'library' | 'policies'> & { readonly policies?: Policies } = {},
): Promise<Setting> {
  const { policies = reset, ...rest } = options;
  return await supervised({ ...rest, library, policies: () => policies(library) });
}

/** At once. */
const reset: Policies = ({ root: { act, on } }) => [
  { name: 'hung guest', on: on.expired('guest'), do: act.systemReset() },
];

/** A reset that looks at nothing itself: all that stands before it is the engine. */
export const blunt: Policies = ({ root: { act, on } }) => [
  { name: 'hung guest', on: on.expired('guest'), do: act.execute('system_reset', {}, { boots: true }) },
];

/** An NMI first, which has a second to cure. */
export const escalation: Policies = ({ root: { act, on } }) => [
  {
    name: 'hung guest',
    on: on.expired('guest'),
    do: act.escalate(
      { action: act.injectNmi(), timeout: 1_000 },
      { action: act.systemReset(), timeout: 10_000 },
    ),
  },
];

/** The supervisor ends and runs again: on the same journal, or on what it left when it was killed. */
export async function restart(s: Setting, left?: string): Promise<void> {
  s.abort();
  await s.ended();
  if (left !== undefined) await copyFile(left, s.journal);
  s.records.length = 0;
  s.pages.length = 0;
  s.run();
  await s.clock.advance(0);
}

/** It is killed while QEMU resets the VM, and started again: the intent is on disk, and no result. */
export async function crashInReset(s: Setting, { testing: { answer } }: Library): Promise<void> {
  const left = join(s.directory, 'left.jsonl');
  s.qemu.on('system_reset', () => {
    copyFileSync(s.journal, left);
    return answer.builtIn;
  });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(2_000);
  await restart(s, left);
}
