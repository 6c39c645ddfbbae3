import { settle, systemClock } from '../core/index.js';

/** How long, in real milliseconds, a file operation may keep virtual time waiting: one that reads a pipe never ends. */
const LONGEST_FILE_OPERATION = 5_000;

/**
 * Resolves when this process has nothing more to do at the present moment: promises, `process.nextTick` and stream
 * events have run, and reading and writing of files (an `import()` too) has come back. `busy` adds reasons to go on.
 */
export async function quiet(busy: () => boolean): Promise<void> {
  let started: number | undefined;
  for (let rounds = 0; rounds < 2; rounds += 1) {
    await settle();
    if (busy()) rounds = -1;
    else if (fileOperationUnderWay()) {
      started ??= systemClock.now();
      if (systemClock.now() - started < LONGEST_FILE_OPERATION) rounds = -1;
    }
  }
}

/** Node's names for requests to the file system. */
const FILE_OPERATIONS: ReadonlySet<string> = new Set(['FSReqPromise', 'FSReqCallback', 'CloseReq']);

function fileOperationUnderWay(): boolean {
  return process.getActiveResourcesInfo().some((resource) => FILE_OPERATIONS.has(resource));
}
