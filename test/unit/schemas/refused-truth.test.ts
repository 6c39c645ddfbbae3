// The fear: a check refuses what a real QEMU sends, and with it the events and replies of a healthy VM.
import { describe, expect, test } from 'vitest';
import { isSchemaName, validate } from 'qmp-watchdog/schemas';
import { VERSIONS } from '../codegen/recorded-schema.js';
import { samplesOf } from './samples.js';

describe.each(VERSIONS)('QEMU %s', (version) => {
  test('may send all that its own schema allows', async () => {
    const samples = await samplesOf(version);
    const refused = samples.flatMap(({ name, value }) =>
      isSchemaName(name)
        ? validate(name, value).map(({ path, message }) => `${name} ${path.join('.')}: ${message}`)
        : [`${name} is not known`],
    );
    expect([...new Set(refused)]).toEqual([]);
    expect(samples.length).toBeGreaterThan(500);
  });
});
