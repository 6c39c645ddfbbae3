import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markdown } from './report.js';

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
      readonly columnNumber: number;
    };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const LINES = 25;

/** Where the time went, by function: every profile of a directory as a Markdown table. */
export function summarise(directory: string): string {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.cpuprofile'))
    .sort()
    .map((file) => `### ${basename(file, '.cpuprofile')}\n\n${tableOf(join(directory, file))}`)
    .join('\n\n');
}

function tableOf(path: string): string {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path, 'utf8')) as Profile;
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<string, number>();
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    const time = timeDeltas[index] ?? 0;
    if (frame === undefined || frame.functionName === '(idle)' || frame.functionName === '(program)')
      continue;
    const where = `${frame.functionName || '(anonymous)'} | ${place(frame.url, frame.lineNumber, frame.columnNumber)}`;
    times.set(where, (times.get(where) ?? 0) + time);
    busy += time;
  }
  const sorted = [...times].sort(([, one], [, other]) => other - one).slice(0, LINES);
  return markdown(
    ['self', 'function', 'where'],
    sorted.map(([where, time]) => [`${((100 * time) / busy).toFixed(1)} %`, ...where.split(' | ')]),
  );
}

const maps = new Map<string, SourceMap | undefined>();

/** In the sources, where a source map tells. */
function place(url: string, line: number, column: number): string {
  if (!url.startsWith('file:')) return url === '' ? '' : `${url}:${line + 1}`;
  const path = fileURLToPath(url);
  if (!maps.has(path))
    maps.set(
      path,
      existsSync(`${path}.map`) ? new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8'))) : undefined,
    );
  const entry = maps.get(path)?.findEntry(line, column);
  if (entry !== undefined && 'originalSource' in entry)
    return `${entry.originalSource.replace(/^(\.\.\/)+/, '')}:${entry.originalLine + 1}`;
  return `${relative(process.cwd(), path)}:${line + 1}`;
}
