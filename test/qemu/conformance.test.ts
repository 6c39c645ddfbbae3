// The fear: QEMU does something else than what the library is built on, and than what docs/compatibility.md says.
import { beforeAll, describe, expect, test } from 'vitest';
import { facts } from '../conformance/facts/index.js';
import { expected, page } from '../conformance/page.js';
import { examine } from '../conformance/qemu.js';
import { examineAll, type Finding } from '../conformance/runner.js';
import { surprises } from '../conformance/table.js';
import { qemu } from './qemu-under-test.js';

describe('the facts about QEMU', () => {
  let findings: readonly Finding[] = [];
  beforeAll(async () => {
    findings = await examineAll([await examine(qemu.system)], facts);
  }, 240_000);

  test.each(facts.map(({ id }) => id))('%s is as documented', (id) => {
    const finding = findings.filter(({ fact }) => fact.id === id);
    expect(finding).toHaveLength(1);
    expect(surprises(finding, expected())).toEqual([]);
  });

  test('are those that are documented, and no others', () => {
    for (const column of expected().values()) expect([...column.keys()]).toEqual(facts.map(({ id }) => id));
    for (const { id, title } of facts) expect(page()).toContain(`| \`${id}\` | ${title} |`);
  });
});
