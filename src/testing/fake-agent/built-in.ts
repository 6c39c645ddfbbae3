import type { FakeFiles } from './fake-files.js';
import type { FakePrograms } from './fake-programs.js';

/** What the built-in commands work on. */
export interface AgentHost {
  readonly files: FakeFiles;
  readonly programs: FakePrograms;
  readonly version: string;
  isFrozen(): boolean;
  enabled(command: string): boolean;
  wall(): number;
  /** Freezes or thaws; returns of how many file systems. */
  setFrozen(frozen: boolean): number;
  /** What a shutdown or a suspension does. */
  power(what: string): void;
}

type Arguments = Readonly<Record<string, unknown>>;

/** Commands that say nothing when they succeed. */
export const SILENT: ReadonlySet<string> = new Set([
  'guest-shutdown',
  'guest-suspend-disk',
  'guest-suspend-ram',
  'guest-suspend-hybrid',
]);

/** Commands that can not make a frozen guest hang. */
export const FREEZE_SAFE: ReadonlySet<string> = new Set([
  'guest-ping',
  'guest-info',
  'guest-sync',
  'guest-sync-delimited',
  'guest-fsfreeze-status',
  'guest-fsfreeze-thaw',
]);

/** What a fake agent does when no script says otherwise. */
export const BUILT_IN: Readonly<Record<string, (host: AgentHost, args: Arguments) => unknown>> = {
  'guest-sync': (_, { id }) => id,
  'guest-sync-delimited': (_, { id }) => id,
  'guest-ping': () => ({}),
  'guest-info': (host) => ({
    version: host.version,
    supported_commands: Object.keys(BUILT_IN).map((name) => ({
      enabled: host.enabled(name),
      name,
      'success-response': !SILENT.has(name),
    })),
  }),
  'guest-get-time': (host) => BigInt(Math.round(host.wall())) * 1_000_000n,
  'guest-set-time': () => ({}),
  'guest-get-host-name': () => ({ 'host-name': 'fake' }),
  'guest-get-osinfo': () => ({ id: 'fake', name: 'Fake', 'kernel-release': '0' }),
  'guest-fsfreeze-status': (host) => (host.isFrozen() ? 'frozen' : 'thawed'),
  'guest-fsfreeze-freeze': (host) => host.setFrozen(true),
  'guest-fsfreeze-freeze-list': (host) => host.setFrozen(true),
  'guest-fsfreeze-thaw': (host) => host.setFrozen(false),
  'guest-shutdown': (host, { mode }) => host.power(typeof mode === 'string' ? mode : 'powerdown'),
  'guest-suspend-disk': (host) => host.power('suspend-disk'),
  'guest-suspend-ram': (host) => host.power('suspend-ram'),
  'guest-suspend-hybrid': (host) => host.power('suspend-hybrid'),
  'guest-exec': (host, args) => ({
    pid: host.programs.start(
      String(args['path']),
      {
        args: strings(args['arg']) ?? [],
        env: strings(args['env']),
        input: Buffer.from(typeof args['input-data'] === 'string' ? args['input-data'] : '', 'base64'),
      },
      args['capture-output'] === true,
    ),
  }),
  'guest-exec-status': (host, { pid }) => host.programs.status(pid),
  'guest-file-open': (host, { path, mode }) =>
    host.files.open(String(path), typeof mode === 'string' ? mode : 'r'),
  'guest-file-read': (host, { handle, count }) =>
    host.files.read(handle, typeof count === 'number' ? count : 4_096),
  'guest-file-write': (host, args) => host.files.write(args['handle'], String(args['buf-b64'])),
  'guest-file-flush': (host, { handle }) => host.files.flush(handle),
  'guest-file-close': (host, { handle }) => host.files.close(handle),
};

function strings(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}
