/** How long commands of a kind may take, in milliseconds, and why. */
export interface CommandClass {
  readonly name: 'query' | 'run' | 'block' | 'migration' | 'dump' | 'other';
  /** Longer is reported, and still waited for. */
  readonly soft: number;
  /** Longer is given up: the command may have run, and may still run. */
  readonly hard: number;
}

/** Answered from memory; what is late here is the main loop itself. */
const QUERY: CommandClass = { name: 'query', soft: 1_000, hard: 10_000 };
/** `stop` flushes and drains every disk before it answers, and so does a reset of some devices. */
const RUN: CommandClass = { name: 'run', soft: 2_000, hard: 30_000 };
/** Opens, drains and flushes images: storage decides, and network storage takes its time-outs. */
const BLOCK: CommandClass = { name: 'block', soft: 5_000, hard: 60_000 };
/** Returns when it has begun; the end of a migration comes as an event. But beginning may resolve names and connect. */
const MIGRATION: CommandClass = { name: 'migration', soft: 5_000, hard: 60_000 };
/** Writes the whole memory of the guest before it answers, unless it is detached. */
const DUMP: CommandClass = { name: 'dump', soft: 60_000, hard: 600_000 };
const OTHER: CommandClass = { name: 'other', soft: 2_000, hard: 10_000 };

const PATTERNS: readonly (readonly [RegExp, CommandClass])[] = [
  [/^(?:query-|qom-get|qom-list|x-query-)/, QUERY],
  [/^(?:stop|cont|quit|system_reset|system_powerdown|system_wakeup|inject-nmi)$/, RUN],
  [/^(?:dump-|pmemsave|memsave|snapshot-|savevm|human-monitor-command)/, DUMP],
  [/^(?:migrat|x-colo|nbd-server)/, MIGRATION],
  [
    /^(?:block|job-|drive|transaction|blockdev|nbd-|eject|change-|device_|netdev_|object-|chardev-|qom-set)/,
    BLOCK,
  ],
];

/** The class of a command. One that is not known is given the time of any other. */
export function commandClass(command: string): CommandClass {
  return PATTERNS.find(([pattern]) => pattern.test(command))?.[1] ?? OTHER;
}
