import type { MigrationInfo, MigrationStatus } from '../../qmp/index.js';

const PAGE = 4096;
const MEMORY = 16 * 1024 * 1024;

/** What the source of a migration tells of what it has sent: nothing until it sends, and nothing when it gave up. */
export function outgoing(
  status: MigrationStatus,
  isSince: (version: readonly [number, number]) => boolean,
): Partial<MigrationInfo> {
  const times = { 'total-time': 12, 'setup-time': 1 };
  switch (status) {
    case 'completed':
      return { ...times, downtime: 3, ram: ram(0, isSince) };
    case 'active':
      return { ...times, 'expected-downtime': 300, ram: ram(MEMORY / 2, isSince) };
    case 'pre-switchover':
    case 'device':
      return { ...times, 'expected-downtime': 300, ram: ram(0, isSince) };
    default:
      return {};
  }
}

function ram(
  remaining: number,
  isSince: (version: readonly [number, number]) => boolean,
): NonNullable<MigrationInfo['ram']> {
  const transferred = MEMORY - remaining;
  return {
    ...{ transferred, remaining, total: MEMORY, duplicate: 0, normal: transferred / PAGE },
    ...{ 'normal-bytes': transferred, 'dirty-pages-rate': 0, mbps: 0, 'dirty-sync-count': 1 },
    ...{ 'postcopy-requests': 0, 'page-size': PAGE, 'multifd-bytes': 0, 'pages-per-second': 0 },
    ...(isSince([8, 1]) ? {} : { skipped: 0 }),
    ...(isSince([7, 0]) ? { 'precopy-bytes': transferred, 'downtime-bytes': 0, 'postcopy-bytes': 0 } : {}),
    ...(isSince([7, 1]) ? { 'dirty-sync-missed-zero-copy': 0 } : {}),
  };
}
