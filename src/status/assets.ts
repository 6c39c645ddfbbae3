import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';

/** A file of the page. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** They lie beside the sources, and beside the bundles that are made of them. */
const FOLDER = new URL('./page/', import.meta.url);

/** The files of the page, by their names: what is not among them is not served. */
export async function readAssets(): Promise<ReadonlyMap<string, Asset>> {
  const names = (await readdir(FOLDER)).filter((name) => extname(name) in TYPES);
  return new Map(
    await Promise.all(
      names.map(async (name) => {
        const type = TYPES[extname(name)] ?? 'application/octet-stream';
        return [name, { type, body: await readFile(new URL(name, FOLDER)) }] as const;
      }),
    ),
  );
}
