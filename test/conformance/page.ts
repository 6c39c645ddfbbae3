import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ExaminedQemu } from './qemu.js';
import { type Expectations, expectationsIn } from './table.js';

const PAGE = fileURLToPath(new URL('../../docs/compatibility.md', import.meta.url));
const BEGIN = '<!-- Written by npm run conformance -- --write -->';
const END = '<!-- To here -->';

/** The page as it is. */
export function page(): string {
  return readFileSync(PAGE, 'utf8');
}

/** What it says of each version. */
export function expected(): Expectations {
  return expectationsIn(page());
}

/** Replaces the tables of the page, and leaves its words. */
export function writePage(tables: string, qemus: readonly ExaminedQemu[]): void {
  const text = page();
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${PAGE} has no place for the tables: ${BEGIN} … ${END}`);
  const builds = qemus.map(({ version, build }) => (build === '' ? version : `${version} (${build})`));
  const made = `Examined: ${builds.join(', ')}.`;
  writeFileSync(PAGE, `${text.slice(0, begin)}${BEGIN}\n\n${made}\n\n${tables}\n${text.slice(end)}`);
}
