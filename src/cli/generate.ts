import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { MergedSchema } from '../codegen/index.js';
import { messageOf, parseJson, QmpWatchdogError } from '../core/index.js';
import { QmpClient } from '../qmp/index.js';
import { GENERATE_HELP } from './help.js';
import { DONE, FAILED, MISUSED, type Output } from './output.js';

/** What was asked for. */
interface Request {
  readonly help: boolean;
  readonly out: string;
  readonly agent: boolean;
  readonly socket: string | undefined;
  readonly schema: string | undefined;
  readonly trees: readonly string[];
}

/** A set of definitions, and of what it is. */
interface Subject {
  readonly schema: MergedSchema;
  readonly origin: string;
}

/** `qmp-watchdog generate`: resolves with the exit code. */
export async function generate(args: readonly string[], { out, err }: Output): Promise<number> {
  let request: Request;
  try {
    request = read(args);
  } catch (error) {
    err(messageOf(error));
    err('qmp-watchdog generate --help tells what can be asked for');
    return MISUSED;
  }
  if (request.help) {
    out(GENERATE_HELP);
    return DONE;
  }
  try {
    out(await write(request));
    return DONE;
  } catch (error) {
    // Of our own errors and the file system's the message says all; a bug needs its stack.
    const isPlain = error instanceof QmpWatchdogError || (error instanceof Error && 'code' in error);
    err(isPlain || !(error instanceof Error) ? messageOf(error) : (error.stack ?? error.message));
    return FAILED;
  }
}

/** @throws Error when that is no request. */
function read(args: readonly string[]): Request {
  const { values, positionals: trees } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      socket: { type: 'string' },
      schema: { type: 'string' },
      agent: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { out = '', socket, schema, agent, help } = values;
  if (help) return { help, out, socket, schema, agent, trees };
  if (out === '') throw new Error('--out FOLDER is missing: where are the types to be written?');
  const kinds = [trees.length > 0, socket !== undefined, schema !== undefined].filter(Boolean).length;
  if (kinds > 1) throw new Error('give source trees, --socket or --schema, only one of these');
  if (agent && (socket ?? schema) !== undefined)
    throw new Error('--agent: a guest agent tells nothing of its types; give source trees of QEMU, or none');
  return { help, out, socket, schema, agent, trees };
}

async function write(request: Request): Promise<string> {
  const { emit, optionsFor, writeFiles } = await import('../codegen/index.js');
  const { schema, origin } = await subjectOf(request);
  const protocol = request.agent ? 'agent' : 'qmp';
  const files = emit(schema, optionsFor(protocol, origin, OPEN_TYPES));
  await writeFiles(request.out, files);
  const kinds = [...schema.definitions.values()].map(({ kind }) => kind);
  const count = (kind: string): number => kinds.filter((own) => own === kind).length;
  return `${origin}: ${count('command')} commands and ${count('event')} events, in ${files.length} files in ${request.out}`;
}

/** From where the generated files import what is not generated. */
const OPEN_TYPES = 'qmp-watchdog/qapi';

async function subjectOf({ agent, socket, schema, trees }: Request): Promise<Subject> {
  const { loadModels, originOf, schemaOfModels, schemaOfReply, schemaOfTrees } = await import(
    '../codegen/index.js'
  );
  const protocol = agent ? 'agent' : 'qmp';
  if (trees.length > 0) {
    const merged = schemaOfTrees(trees, protocol);
    return { schema: merged, origin: originOf(merged.versions) };
  }
  const known = schemaOfModels(await loadModels(protocol));
  if (socket !== undefined) {
    const { reply, version } = await ask(socket);
    return { schema: schemaOfReply(reply, known, version), origin: `a running QEMU ${version}` };
  }
  if (schema !== undefined) {
    const text = await readFile(schema, 'utf8');
    return {
      schema: schemaOfReply(parse(schema, text), known),
      origin: 'a recorded QEMU',
    };
  }
  return { schema: known, origin: originOf(known.versions) };
}

async function ask(path: string): Promise<{ readonly reply: unknown; readonly version: string }> {
  await using client = await QmpClient.connect({ path });
  const { major, minor } = client.version.qemu;
  return { reply: await client.execute('query-qmp-schema'), version: `${major}.${minor}` };
}

function parse(file: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new QmpWatchdogError('ERR_QAPI', `${file}: no JSON: ${messageOf(error)}`, { cause: error });
  }
}
