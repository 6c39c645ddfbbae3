/** What the demo prints: one line a happening, with the seconds since it began. */
export interface Screen {
  /** A heading, without a time. */
  title(text: string): void;
  line(kind: 'quiet' | 'plain' | 'good' | 'bad' | 'warn', text: string): void;
  /** One of the guest's heartbeats; many share a line. */
  beat(text: string): void;
}

const COLOURS = { quiet: '2', plain: '0', good: '32', bad: '31', warn: '33' } as const;
const BEATS_A_LINE = 10;

/** Writes to standard output: in colour on a terminal that wants it, plain everywhere else. */
export function screen(startedAt: number, now: () => number): Screen {
  const colour = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
  const paint = (kind: keyof typeof COLOURS, text: string): string =>
    colour ? `\u001b[${COLOURS[kind]}m${text}\u001b[0m` : text;
  const time = (): string => `${((now() - startedAt) / 1000).toFixed(2).padStart(7)} s  `;
  let beats = 0;
  const endBeats = (): void => {
    if (beats > 0) process.stdout.write('\n');
    beats = 0;
  };
  return {
    title: (text) => {
      endBeats();
      process.stdout.write(`\n${colour ? `\u001b[1m${text}\u001b[0m` : text}\n`);
    },
    line: (kind, text) => {
      endBeats();
      process.stdout.write(`${time()}${paint(kind, text)}\n`);
    },
    beat: (text) => {
      if (beats === BEATS_A_LINE) endBeats();
      process.stdout.write(
        beats === 0 ? `${time()}${paint('quiet', `heartbeat ${text}`)}` : paint('quiet', ` ${text}`),
      );
      beats += 1;
    },
  };
}
