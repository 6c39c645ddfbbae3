// The fear: among all that can be sent, something true is refused, or something wrong passes or is told of another place.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Definitions } from '../../src/schemas/definitions.js';
import { isSchemaName, type SchemaName, validate } from '../../src/schemas/index.js';
import * as agent from '../../src/schemas/qapi/guest-agent.js';
import * as qmp from '../../src/schemas/qapi/qmp.js';
import { wrongWith } from '../../src/agent/replies.js';
import { json } from './arbitraries.js';
import { type Lie, lies, tell, truth } from './received.js';

const tables = {
  'QMP event': { names: qmp.events, all: new Definitions(qmp.events, qmp.types) },
  'QMP return': { names: qmp.returns, all: new Definitions(qmp.returns, qmp.types) },
  'guest agent return': { names: agent.returns, all: new Definitions(agent.returns, agent.types) },
};

interface Case {
  readonly name: SchemaName;
  readonly value: unknown;
  readonly lies: readonly Lie[];
}

describe.each(Object.entries(tables))('%s', (_, { names, all }) => {
  const cases: fc.Arbitrary<Case> = fc
    .constantFrom(...[...new Definitions(names).names].filter(isSchemaName))
    .chain((name) =>
      truth(all, all.get(name)).map((value) => ({ name, value, lies: lies(all, all.get(name), value) })),
    );

  test('what is true passes', () => {
    fc.assert(
      fc.property(cases, ({ name, value }) => {
        expect(validate(name, value)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('a lie at any place is told, with that place and no other', () => {
    const lying = cases
      .filter((own) => own.lies.length > 0)
      .chain((own) => fc.constantFrom(...own.lies).map((lie) => ({ ...own, lie })));
    fc.assert(
      fc.property(lying, ({ name, value, lie }) => {
        expect(validate(name, tell(value, lie)).map(({ path }) => path)).toEqual([lie.path]);
      }),
      { numRuns: 500 },
    );
  });

  test('any JSON at all is looked at without harm', () => {
    const name = fc.constantFrom(...[...new Definitions(names).names].filter(isSchemaName));
    fc.assert(
      fc.property(name, json, (own, value) => {
        expect(validate(own, value).length).toBeLessThanOrEqual(20);
      }),
    );
  });
});

test("the guest agent's client, which has shapes of its own, finds every lie too", () => {
  const { names, all } = tables['guest agent return'];
  const lying = fc.constantFrom(...new Definitions(names).names).chain((name) =>
    truth(all, all.get(name))
      .map((value) => ({ name, value, lies: lies(all, all.get(name), value) }))
      .chain((own) => fc.constantFrom(...own.lies).map((lie) => ({ ...own, lie }))),
  );
  fc.assert(
    fc.property(lying, ({ name, value, lie }) => {
      expect(wrongWith(name, tell(value, lie))).toBeDefined();
    }),
    { numRuns: 500 },
  );
});
