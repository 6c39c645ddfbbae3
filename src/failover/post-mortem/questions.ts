/** What QEMU is asked for: a query, its arguments, and what its answer is good for. */
export interface Question {
  readonly command: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

/** In this order: what tells most comes first, because a QEMU that does not answer is not asked on. */
export const QUESTIONS: readonly Question[] = [
  { command: 'query-status' },
  { command: 'query-version' },
  { command: 'query-name' },
  { command: 'query-uuid' },
  { command: 'query-block' },
  { command: 'query-named-block-nodes', arguments: { flat: true } },
  { command: 'query-blockstats', arguments: { 'query-nodes': true } },
  { command: 'query-block-exports' },
  { command: 'query-jobs' },
  { command: 'query-block-jobs' },
  { command: 'query-migrate' },
  { command: 'query-dump' },
  { command: 'query-cpus-fast' },
  { command: 'query-memory-size-summary' },
  { command: 'query-chardev' },
  { command: 'query-iothreads' },
  { command: 'query-yank' },
];
