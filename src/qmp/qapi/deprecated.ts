// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

/** By deprecated command: the one that QEMU names in its place, or nothing. */
export const DEPRECATED_COMMANDS: Readonly<Record<string, string>> = {
  'block-job-complete': 'job-complete',
  'block-job-dismiss': 'job-dismiss',
  'block-job-finalize': 'job-finalize',
  'block-job-pause': 'job-pause',
  'block-job-resume': 'job-resume',
  change: '',
  'drive-backup': 'blockdev-backup',
  'migrate-set-cache-size': 'migrate-set-parameters',
  migrate_set_downtime: 'migrate-set-parameters',
  migrate_set_speed: 'migrate-set-parameters',
  'nbd-server-add': 'block-export-add',
  'nbd-server-remove': 'block-export-del',
  'query-cpus': 'query-cpus-fast',
  'query-events': 'query-qmp-schema',
  'query-kvm': 'query-accelerators',
  'query-migrate-cache-size': 'query-migrate-parameters',
  'query-migrationthreads': '',
};

/** By command: its deprecated arguments. */
export const DEPRECATED_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'block-commit': ['base', 'top'],
  block_set_io_throttle: ['device'],
  'blockdev-change-medium': ['device'],
  'blockdev-close-tray': ['device'],
  'blockdev-open-tray': ['device'],
  eject: ['device'],
};
