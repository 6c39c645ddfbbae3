import type { StatusDocument, VmStatus } from '../status/index.js';
import { describePlace, NoStatusError, type StatusPlace, type StatusReply } from './ask-status.js';
import { NO_PERMISSION } from './ocf.js';

/** What is read of a VM's status; the rest is handed on unread. */
export type SeenVm = Pick<
  VmStatus,
  | ('name' | 'supervised' | 'mode' | 'attention' | 'because' | 'confidence')
  | ('run' | 'running' | 'why' | 'health' | 'connected')
> & {
  readonly exit: Pick<NonNullable<VmStatus['exit']>, 'cause'> | null;
  readonly failoverSafe: Pick<
    NonNullable<VmStatus['failoverSafe']>,
    'level' | 'standing' | 'registered' | 'token'
  > | null;
};

/** What is read of a status; the rest is handed on unread. */
export type SeenDocument = Pick<StatusDocument, 'at' | 'problems'> & { readonly vms: readonly SeenVm[] };

/** Reads an answer. @throws {@link NoStatusError} it is no status. */
export function readReply(place: StatusPlace, { status, body }: StatusReply): SeenDocument {
  const where = describePlace(place);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // Said below.
  }
  if (status === 401)
    throw new NoStatusError(
      `${where} asks for another token: give it by --token-file, as serveStatus was given it`,
      NO_PERMISSION,
    );
  const answer = isObject(value) ? value : {};
  if (status !== 200) {
    const said = typeof answer['error'] === 'string' ? answer['error'] : `HTTP status ${status}`;
    throw new NoStatusError(`${where}: ${said}${knownNames(answer['known'])}`);
  }
  const { format } = answer;
  if (format !== undefined && format !== 1)
    throw new NoStatusError(
      `${where} answers in format ${String(format)}, and this version reads format 1: the server is newer`,
    );
  const wrong = wrongIn(answer);
  if (wrong !== undefined || !isDocument(answer))
    throw new NoStatusError(`${where} answers with what is no status: ${wrong}`);
  return answer;
}

function knownNames(known: unknown): string {
  if (!Array.isArray(known) || !known.every(isText)) return '';
  return known.length === 0 ? '; it knows none' : `; it knows ${known.join(', ')}`;
}

function isDocument(
  answer: Readonly<Record<string, unknown>>,
): answer is Readonly<Record<string, unknown>> & SeenDocument {
  return wrongIn(answer) === undefined;
}

/** What is not as it should be. */
function wrongIn({ format, at, vms, problems }: Readonly<Record<string, unknown>>): string | undefined {
  if (format !== 1) return 'it has no format';
  if (!isText(at)) return 'at is no text';
  if (!Array.isArray(problems) || !problems.every(isText)) return 'problems is no list of texts';
  if (!Array.isArray(vms)) return 'vms is no list';
  for (const [index, vm] of vms.entries()) {
    const member = isObject(vm) ? wrongMember(vm) : 'which is no object';
    if (member !== undefined) return `vms[${index}], ${member}`;
  }
  return undefined;
}

type Check = (value: unknown) => boolean;

const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

const MEMBERS: Readonly<Record<keyof SeenVm, Check>> = {
  name: isText,
  supervised: isBoolean,
  mode: isText,
  attention: isText,
  because: (value) => Array.isArray(value) && value.every(isText),
  confidence: orNull(isText),
  run: orNull(isText),
  running: orNull(isBoolean),
  why: orNull(isText),
  health: orNull(isText),
  connected: orNull(isBoolean),
  exit: orNull((value) => isObject(value) && isText(value['cause'])),
  failoverSafe: orNull(
    (value) =>
      isObject(value) &&
      [value['level'], value['standing'], value['token']].every(isText) &&
      isBoolean(value['registered']),
  ),
};

function wrongMember(vm: Readonly<Record<string, unknown>>): string | undefined {
  const wrong = Object.entries(MEMBERS).find(([name, check]) => !check(vm[name]));
  return wrong && `whose ${wrong[0]} is missing or not what it should be`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
