import { basename } from 'node:path';
import { Child } from '../child.js';
import { ratioOf } from '../compare.js';
import type { Bytes, MemoryAssignment } from '../memory-side.js';
import { median } from '../statistics.js';
import type { OwnFigure, Row } from './figure.js';

const CONNECTIONS = 1_000;
const ROUNDS = 3;

const TITLES: Readonly<Record<keyof Bytes, string>> = {
  heap: 'heap',
  resident: 'process',
  lasting: "process without V8's young generation",
};

export const memory: OwnFigure = {
  kind: 'own',
  name: 'memory',
  meaning: `What ${CONNECTIONS.toLocaleString('en')} connections that have each run a command take: in V8's heap and in buffers outside it, after collecting garbage, and by how much the memory of the whole process grew. V8's young generation is part of that: it is where garbage is made and grows in steps of megabytes, once a process, however many connections there are. A new process each time.`,
  async run({ server, peers }) {
    const modules = ['./plain-client.js', './our-client.js', ...peers];
    const found = modules.map(() => [] as Bytes[]);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, module] of modules.entries()) {
        const assignment: MemoryAssignment = { module, path: server, connections: CONNECTIONS };
        await using child = await Child.start<'bytes', Bytes>('memory-side.ts', assignment, ['--expose-gc']);
        found[index]?.push(await child.ask('bytes'));
      }
    }
    const row = (what: keyof Bytes, index: number): Row => {
      const [plain, ours] = [found[0] ?? [], found[index] ?? []].map((all) =>
        all.map((bytes) => bytes[what] / 1_000),
      );
      const peer = index === 1 ? '' : `${basename(modules[index] ?? '')}: `;
      return {
        title: `${peer}memory of a connection, ${TITLES[what]}`,
        reference: { value: median(plain ?? []), unit: 'kB' },
        ours: { value: median(ours ?? []), unit: 'kB' },
        ratio: ratioOf(plain ?? [], ours ?? [], 'lower'),
        goal: index === 1 && what === 'resident' ? '≥ 1' : '',
      };
    };
    return {
      rows: modules
        .slice(1)
        .flatMap((_, index) => [
          row('heap', index + 1),
          row('resident', index + 1),
          row('lasting', index + 1),
        ]),
    };
  },
};
