import { Child } from '../child.js';
import type { EditorAssignment, EditorTimes } from '../editor-side.js';
import { markdown, number } from '../report.js';
import { median } from '../statistics.js';
import type { OwnFigure } from './figure.js';

const ROUNDS = 5;
const CLIENTS: readonly EditorAssignment['client'][] = ['untyped', 'ours'];

export const editor: OwnFigure = {
  kind: 'own',
  name: 'editor',
  meaning: `What TypeScript's language service, and so an editor, takes for a file of a hundred commands: with a client without types, and with this package's, whose commands are all typed. *First*: from nothing to the first list of names, reading all declarations. Then after a keystroke each: the list of what may be typed inside of \`client.execute('…')\`, and all errors of the file. Medians of ${ROUNDS} processes.`,
  async run() {
    const found = new Map<EditorAssignment['client'], EditorTimes[]>(CLIENTS.map((client) => [client, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const client of CLIENTS) {
        const asked: EditorAssignment = { client };
        await using child = await Child.start<'measure', EditorTimes>('editor-side.ts', asked);
        found.get(client)?.push(await child.ask('measure'));
      }
    }
    const row = (title: string, of: keyof EditorTimes, unit: string, scale = 1): string[] => [
      title,
      ...CLIENTS.map(
        (client) => `${number(median((found.get(client) ?? []).map((times) => times[of])) / scale)} ${unit}`,
      ),
    ];
    return {
      rows: [],
      table: markdown(
        ['in the editor', 'untyped', 'qmp-watchdog'],
        [
          row('first list of names', 'first', 'ms'),
          row('list of names, after a keystroke', 'completion', 'ms'),
          row('all errors, after a keystroke', 'check', 'ms'),
          row('names offered', 'names', ''),
          row('declarations that are read', 'bytes', 'kB', 1_000),
        ],
      ),
    };
  },
};
