import type { Asset } from './assets.js';
import { type Answer, answerJson } from './answer.js';
import type { Board, Look } from './board.js';
import { bounded } from './document.js';

/** So many names are told to whoever asks for one that there is not. */
const NAMES = 20;

/** Whether a path needs no token: the page itself, which holds nothing of any VM, and whether anybody is at home. */
export function isOpen(path: string): boolean {
  return path === '/' || path === '/healthz' || path.startsWith('/page/');
}

/** What is answered to a request for `path` that was let in. `/events` is not among them. */
export async function answerTo(
  path: string,
  board: Board,
  assets: ReadonlyMap<string, Asset>,
): Promise<Answer> {
  if (path === '/') return ofAsset(assets.get('index.html'));
  if (path.startsWith('/page/')) return ofAsset(assets.get(path.slice('/page/'.length)));
  switch (path) {
    case '/healthz':
      return health(await board.look());
    case '/metrics': {
      const { type, text } = await board.metrics();
      return { status: 200, headers: { 'content-type': type }, body: text };
    }
    case '/status':
      return answerJson(200, documentOf(await board.look()));
  }
  const name = /^\/status\/([^/]+)$/.exec(path)?.[1];
  return name === undefined ? nothingThere() : await one(name, board);
}

const documents = new WeakMap<Look, Buffer>();

/** The document of a look, put together once however often it is asked for. */
export function documentOf(look: Look): Buffer {
  const known = documents.get(look);
  if (known !== undefined) return known;
  const { at, vms, problems } = look;
  const list = [...vms.values()].map(({ json }) => json).join(',');
  const text = `{"format":1,"at":"${at}","vms":[${list}],"problems":${JSON.stringify(problems.map(bounded))}}\n`;
  const document = Buffer.from(text);
  documents.set(look, document);
  return document;
}

/** A document like the whole one, with one VM: it is looked at for this answer. */
async function one(encoded: string, board: Board): Promise<Answer> {
  let name: string;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    return answerJson(400, {
      error: 'the name is not encoded as a URL asks for: %2F for a slash, and so on',
    });
  }
  const found = await board.lookAt(name);
  if (found !== undefined && 'unreadable' in found.status)
    return answerJson(500, { error: bounded(found.status.unreadable) });
  if (found !== undefined)
    return answerJson(200, { format: 1, at: found.at, vms: [found.status], problems: [] });
  const { vms } = await board.look();
  const known = [...vms.keys()].slice(0, NAMES).map(bounded);
  const error = 'no VM of this name is supervised here; /status lists them all';
  return answerJson(404, { error, name: bounded(name), known, more: Math.max(vms.size - NAMES, 0) });
}

/** It is for anybody, so it names nobody. */
function health({ vms, problems }: Look): Answer {
  const all = [...vms.values()].map(({ status }) => status);
  const ended = all.filter(({ supervised }) => !supervised).length;
  const unrecorded = all.filter(({ journalFailure }) => journalFailure !== null).length;
  const reasons = [
    ...(ended > 0 ? [`${ended} of ${all.length} supervisors do not run`] : []),
    ...(unrecorded > 0 ? [`${unrecorded} of ${all.length} supervisors can not record`] : []),
    ...(problems.length > 0 ? [`${problems.length} can not be shown`] : []),
  ];
  const ok = reasons.length === 0;
  return answerJson(ok ? 200 : 503, { ok, supervisors: all.length, reasons });
}

function ofAsset(asset: Asset | undefined): Answer {
  if (asset === undefined) return nothingThere();
  return { status: 200, headers: { 'content-type': asset.type }, body: asset.body };
}

function nothingThere(): Answer {
  const paths = ['/', '/status', '/status/NAME', '/events', '/healthz', '/metrics'];
  return answerJson(404, { error: 'there is nothing here', paths });
}
