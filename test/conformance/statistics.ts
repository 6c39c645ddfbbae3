import type { Monitor } from './monitor.js';

interface Statistics {
  readonly rd_operations: number;
  readonly wr_operations: number;
  readonly failed_wr_operations: number;
}

/** What the guest did with the disk `disk0`. */
export async function statisticsOf(monitor: Monitor): Promise<Statistics> {
  const disks = await monitor.result<{ qdev?: string; stats: Statistics }[]>('query-blockstats');
  const disk = disks.find(({ qdev }) => qdev?.includes('disk0'));
  if (disk === undefined) throw new Error('there is no disk0');
  return disk.stats;
}

/** Returns when the guest has written something. */
export async function written(monitor: Monitor): Promise<void> {
  while ((await statisticsOf(monitor)).wr_operations === 0)
    await new Promise((resolve) => setTimeout(resolve, 10));
}
