import { messageOf, systemClock } from '../core/index.js';
import { printable } from '../journal/index.js';
import { askStatus, NoStatusError, type StatusPlace } from './ask-status.js';
import { STATUS_HELP } from './help.js';
import { NO_PERMISSION } from './ocf.js';
import { DONE, MISUSED, type Output } from './output.js';
import { readReply, type SeenDocument, type SeenVm } from './status-reply.js';
import { readStatusRequest, readToken, type StatusRequest } from './status-request.js';
import { linesOf, tableOf } from './status-table.js';
import { isBeingAsked, unknown, type Verdict, verdictOn } from './verdict.js';

/** While QEMU is being asked, its answer is there in a moment: milliseconds. */
const MOMENT = 100;

/** `qmp-watchdog status`: resolves with the exit code. */
export async function status(args: readonly string[], output: Output): Promise<number> {
  let request: StatusRequest;
  try {
    request = readStatusRequest(args);
  } catch (error) {
    output.err(messageOf(error));
    output.err('qmp-watchdog status --help tells what can be asked for');
    return MISUSED;
  }
  if (request.help) {
    output.out(STATUS_HELP);
    return DONE;
  }
  return request.name === undefined
    ? await tellAll(request, output)
    : await tellOne(request.name, request, output);
}

async function tellAll(request: StatusRequest, { out, err, colours = false }: Output): Promise<number> {
  try {
    const ask = await asker(request, '/status');
    const document = await ask(request.timeout);
    for (const problem of document.problems) err(printable(problem));
    if (request.json) out(JSON.stringify(document));
    else for (const line of tableOf(document.vms, colours)) out(line);
    return DONE;
  } catch (error) {
    if (!(error instanceof NoStatusError)) throw error;
    err(printable(error.message));
    return error.exitCode;
  }
}

async function tellOne(
  name: string,
  request: StatusRequest,
  { out, err, colours = false }: Output,
): Promise<number> {
  let vm: SeenVm | undefined;
  let said: Verdict;
  try {
    const ask = await asker(request, `/status/${encodeURIComponent(name)}`);
    vm = await settled(name, ask, request.timeout);
    said = verdictOn(vm);
  } catch (error) {
    if (!(error instanceof NoStatusError)) throw error;
    said = unknown(error.message, error.exitCode);
    err(printable(error.message));
  }
  // The verdict comes first, for scripts that have no parser of JSON.
  if (request.json)
    out(JSON.stringify({ verdict: said.verdict, code: said.code, reason: said.reason, vm: vm ?? null }));
  else for (const line of linesOf(name, vm, said, colours)) out(line);
  return said.code;
}

/** How the VM is; while QEMU is being asked, asks again, as long as there is time. */
async function settled(
  name: string,
  ask: (timeout: number) => Promise<SeenDocument>,
  timeout: number,
): Promise<SeenVm> {
  const until = systemClock.now() + timeout;
  for (;;) {
    const { vms } = await ask(Math.max(Math.ceil(until - systemClock.now()), 1));
    const [vm] = vms;
    if (vm?.name !== name || vms.length !== 1)
      throw new NoStatusError('the answer is about another VM than the one that was asked for');
    if (!isBeingAsked(vm) || systemClock.now() + 2 * MOMENT > until) return vm;
    await systemClock.sleep(MOMENT);
  }
}

async function asker(
  request: StatusRequest,
  path: string,
): Promise<(timeout: number) => Promise<SeenDocument>> {
  const place = await placeOf(request);
  const token = request.tokenFile === undefined ? undefined : await readToken(request.tokenFile);
  return async (timeout) => readReply(place, await askStatus(place, path, { token, timeout }));
}

async function placeOf({ url, socket }: StatusRequest): Promise<StatusPlace> {
  if (url !== undefined) return { url };
  if (socket !== undefined) return { socket, isDefault: false };
  const { defaultStatusSocket } = await import('../status/index.js');
  try {
    return { socket: await defaultStatusSocket(), isDefault: true };
  } catch (error) {
    throw new NoStatusError(
      `the default socket can not be had: ${messageOf(error)}; --socket or --url say where else it is served`,
      NO_PERMISSION,
      error,
    );
  }
}
