import type { BuiltIn } from './commands.js';
import type { JobVerb } from './fake-job.js';

/** What the fake answers of jobs, dumps and migrations. */
export const BACKGROUND: Readonly<Record<string, BuiltIn>> = {
  'query-jobs': { run: ({ jobs }) => jobs.list() },
  'job-cancel': ofJob('cancel'),
  'job-pause': ofJob('pause'),
  'job-resume': ofJob('resume'),
  'job-complete': ofJob('complete'),
  'job-finalize': ofJob('finalize'),
  'job-dismiss': ofJob('dismiss'),
  'query-dump': { run: ({ dump }) => dump.query() },
  'query-dump-guest-memory-capability': { run: ({ dump, isSince }) => ({ formats: dump.formats(isSince) }) },
  'query-memory-size-summary': { run: () => ({ 'base-memory': 16 * 1024 * 1024, 'plugged-memory': 0 }) },
  'dump-guest-memory': { run: ({ dump, isSince }, args) => dump.command(args, isSince) },
  migrate: { run: ({ migration }) => migration.migrate() },
  'migrate-continue': { run: ({ migration }, { state }) => migration.continue(state) },
  migrate_cancel: { run: ({ migration }) => migration.cancel() },
  'migrate-set-capabilities': {
    run: ({ migration }, { capabilities }) =>
      // The schema of the command says so, and its arguments have been checked.
      migration.setCapabilities(
        capabilities as readonly { readonly capability: string; readonly state: boolean }[],
      ),
  },
  'query-migrate': { run: ({ migration }) => migration.query() },
};

function ofJob(verb: JobVerb): BuiltIn {
  return { run: ({ jobs }, { id }) => jobs.command(verb, id) };
}
