type Version = readonly [number, number];

/** `name` is a member that is always there, `*name` one that may be left out. */
type Members = Readonly<Record<string, string>>;

interface FakeWire {
  readonly takes?: string;
  readonly returns?: string;
}

/** What the fake's commands take and return; nothing where none is listed. */
const COMMANDS: Readonly<Record<string, FakeWire>> = {
  qmp_capabilities: { takes: 'Capabilities' },
  'query-version': { returns: 'VersionInfo' },
  'query-status': { returns: 'StatusInfo' },
  'query-name': { returns: 'NameInfo' },
  'query-uuid': { returns: 'UuidInfo' },
  'query-commands': { returns: '[CommandInfo]' },
  'query-migrate': { returns: 'MigrationInfo' },
  'query-block': { returns: '[BlockInfo]' },
  'query-qmp-schema': { returns: '[SchemaInfo]' },
  'set-action': { takes: 'Actions' },
  'query-yank': { returns: '[YankInstance]' },
  yank: { takes: 'Yank' },
  'query-jobs': { returns: '[JobInfo]' },
  'job-cancel': { takes: 'Job' },
  'job-pause': { takes: 'Job' },
  'job-resume': { takes: 'Job' },
  'job-complete': { takes: 'Job' },
  'job-finalize': { takes: 'Job' },
  'job-dismiss': { takes: 'Job' },
  'query-dump': { returns: 'DumpQueryResult' },
  'query-dump-guest-memory-capability': { returns: 'DumpCapability' },
  'query-memory-size-summary': { returns: 'MemoryInfo' },
  'dump-guest-memory': { takes: 'Dump' },
  migrate: { takes: 'Migrate' },
  'migrate-continue': { takes: 'MigrationContinue' },
  'migrate-set-capabilities': { takes: 'MigrationCapabilities' },
};

/** The events that the fake sends, with their data. */
const EVENTS: Readonly<Record<string, string>> = {
  ...{ STOP: '', RESUME: '', POWERDOWN: '', SUSPEND: '', WAKEUP: '' },
  ...{ RESET: 'Reset', SHUTDOWN: 'Reset', WATCHDOG: 'Watchdog' },
  ...{ BLOCK_IO_ERROR: 'BlockIoError', GUEST_PANICKED: 'GuestPanicked' },
  ...{ JOB_STATUS_CHANGE: 'JobStatusChange', DUMP_COMPLETED: 'DumpCompleted', MIGRATION: 'Migration' },
  ...{ BLOCK_JOB_READY: 'BlockJob', BLOCK_JOB_CANCELLED: 'BlockJob', BLOCK_JOB_COMPLETED: 'BlockJobEnd' },
  BLOCK_JOB_PENDING: 'BlockJobPending',
};

const OBJECTS: Readonly<Record<string, Members>> = {
  Capabilities: { '*enable': '[QMPCapability]' },
  VersionInfo: { qemu: 'VersionTriple', package: 'str' },
  VersionTriple: { major: 'int', minor: 'int', micro: 'int' },
  StatusInfo: { running: 'bool', singlestep: 'bool', status: 'RunState' },
  NameInfo: { '*name': 'str' },
  UuidInfo: { UUID: 'str' },
  CommandInfo: { name: 'str' },
  MigrationInfo: {
    ...{ '*status': 'MigrationStatus', '*ram': 'MigrationRam', '*total-time': 'int', '*setup-time': 'int' },
    ...{ '*expected-downtime': 'int', '*downtime': 'int', '*error-desc': 'str' },
  },
  MigrationRam: { transferred: 'int', remaining: 'int', total: 'int' },
  Migrate: { '*uri': 'str', '*resume': 'bool' },
  Migration: { status: 'MigrationStatus' },
  MigrationContinue: { state: 'MigrationStatus' },
  MigrationCapabilities: { capabilities: '[MigrationCapabilityStatus]' },
  MigrationCapabilityStatus: { capability: 'MigrationCapability', state: 'bool' },
  Job: { id: 'str' },
  JobInfo: {
    ...{ id: 'str', type: 'JobType', status: 'JobStatus', '*error': 'str' },
    ...{ 'current-progress': 'int', 'total-progress': 'int' },
  },
  JobStatusChange: { id: 'str', status: 'JobStatus' },
  BlockJob: { type: 'JobType', device: 'str', len: 'int', offset: 'int', speed: 'int' },
  BlockJobEnd: { type: 'JobType', device: 'str', len: 'int', offset: 'int', speed: 'int', '*error': 'str' },
  BlockJobPending: { type: 'JobType', id: 'str' },
  Dump: { paging: 'bool', protocol: 'str', '*detach': 'bool', '*format': 'DumpFormat' },
  DumpCapability: { formats: '[DumpFormat]' },
  MemoryInfo: { 'base-memory': 'int', '*plugged-memory': 'int' },
  DumpCompleted: { result: 'DumpQueryResult', '*error': 'str' },
  DumpQueryResult: { status: 'DumpStatus', completed: 'int', total: 'int' },
  BlockInfo: {
    ...{ device: 'str', '*qdev': 'str', type: 'str', removable: 'bool', locked: 'bool' },
    ...{ '*inserted': 'BlockDeviceInfo', '*io-status': 'BlockDeviceIoStatus' },
  },
  BlockDeviceInfo: {
    ...{
      file: 'str',
      '*node-name': 'str',
      ro: 'bool',
      drv: 'str',
      backing_file_depth: 'int',
      encrypted: 'bool',
    },
    ...{
      detect_zeroes: 'DetectZeroes',
      write_threshold: 'int',
      cache: 'BlockdevCacheInfo',
      image: 'ImageInfo',
    },
  },
  BlockdevCacheInfo: { writeback: 'bool', direct: 'bool', 'no-flush': 'bool' },
  ImageInfo: {
    ...{ filename: 'str', format: 'str', '*dirty-flag': 'bool', 'virtual-size': 'int' },
    // QEMU's images are recursive, too.
    '*backing-image': 'ImageInfo',
  },
  SchemaInfo: { name: 'str', '*features': '[str]' },
  Actions: {
    ...{ '*reboot': 'RebootAction', '*shutdown': 'ShutdownAction' },
    ...{ '*panic': 'PanicAction', '*watchdog': 'WatchdogAction' },
  },
  Yank: { instances: '[YankInstance]' },
  YankChardev: { id: 'str' },
  Reset: { guest: 'bool', reason: 'ShutdownCause' },
  Watchdog: { action: 'WatchdogAction' },
  BlockIoError: {
    ...{ 'qom-path': 'str', device: 'str', '*node-name': 'str', operation: 'IoOperationType' },
    ...{ action: 'BlockErrorAction', '*nospace': 'bool', reason: 'str' },
  },
  GuestPanicked: { action: 'GuestPanicAction', '*info': 'GuestPanicInformation' },
  GuestPanicInformation: { type: 'GuestPanicInformationType' },
};

const UNIONS: Readonly<
  Record<string, { readonly tag: string; readonly type: string; readonly cases: Members }>
> = {
  YankInstance: { tag: 'type', type: 'YankInstanceType', cases: { chardev: 'YankChardev', migration: '' } },
};

const ENUMS: Readonly<Record<string, string>> = {
  QMPCapability: 'oob',
  RunState:
    'debug inmigrate internal-error io-error paused postmigrate prelaunch finish-migrate restore-vm running save-vm shutdown suspended watchdog guest-panicked colo',
  MigrationStatus:
    'none setup cancelling cancelled active postcopy-active postcopy-paused postcopy-recover completed failing failed colo pre-switchover device wait-unplug',
  MigrationCapability: 'events pause-before-switchover',
  JobType: 'commit stream mirror backup create amend',
  JobStatus: 'undefined created running paused ready standby waiting pending aborting concluded null',
  DumpFormat: 'elf kdump-zlib kdump-lzo kdump-snappy kdump-raw-zlib kdump-raw-lzo kdump-raw-snappy win-dmp',
  DumpStatus: 'none active completed failed',
  BlockDeviceIoStatus: 'ok failed nospace',
  DetectZeroes: 'off on unmap',
  RebootAction: 'reset shutdown',
  ShutdownAction: 'poweroff pause',
  PanicAction: 'pause shutdown exit-failure none',
  WatchdogAction: 'reset shutdown poweroff pause debug none inject-nmi',
  YankInstanceType: 'chardev migration',
  ShutdownCause:
    'none host-error host-qmp-quit host-qmp-system-reset host-signal host-ui guest-shutdown guest-reset guest-panic subsystem-reset',
  IoOperationType: 'read write',
  BlockErrorAction: 'ignore report stop',
  GuestPanicAction: 'pause poweroff run',
  GuestPanicInformationType: 'hyper-v s390',
};

/** What is not in every version that the fake can be: from when, until when. */
const LIVES: Readonly<Record<string, { readonly since?: Version; readonly until?: Version }>> = {
  'StatusInfo/singlestep': { until: [9, 0] },
  'BlockIoError/qom-path': { since: [9, 2] },
  'PanicAction=exit-failure': { since: [7, 1] },
  'DumpFormat=kdump-raw-zlib': { since: [8, 2] },
  'DumpFormat=kdump-raw-lzo': { since: [8, 2] },
  'DumpFormat=kdump-raw-snappy': { since: [8, 2] },
  'MigrationStatus=failing': { since: [11, 0] },
};

/** Commands that QEMU may change or drop as it likes; it says so from 6.2 on. */
const UNSTABLE: ReadonlySet<string> = new Set(['x-debug-query-block-graph']);

const BUILTINS: Readonly<Record<string, string>> = { str: 'string', int: 'int', bool: 'boolean' };

/** The reply to `query-qmp-schema` of a fake with these commands. */
export function schemaOf(
  commands: readonly { readonly name: string; readonly oob: boolean }[],
  isSince: (version: Version) => boolean,
): readonly object[] {
  const lives = (what: string): boolean => {
    const { since = [0, 0], until } = LIVES[what] ?? {};
    return isSince(since) && (until === undefined || !isSince(until));
  };
  const numbers = new Map<string, string>([['', '0']]);
  /** A type by its number; those that are asked for are described in the end. */
  const number = (type: string): string => {
    if (Object.hasOwn(BUILTINS, type)) return type;
    if (type.startsWith('[')) return `[${number(type.slice(1, -1))}]`;
    const known = numbers.get(type) ?? String(numbers.size);
    numbers.set(type, known);
    return known;
  };
  const arrays = new Set<string>();
  const refer = (type: string): string => {
    if (type.startsWith('[')) arrays.add(type);
    return number(type);
  };
  const members = (owner: string, given: Members): readonly object[] =>
    Object.entries(given)
      .map(([key, type]) => ({ key, type, name: key.replace('*', '') }))
      .filter(({ name }) => lives(`${owner}/${name}`))
      .map(({ key, name, type }) => ({
        ...{ name, ...(key.startsWith('*') ? { default: null } : {}) },
        type: refer(type),
      }));
  const describe = (type: string): object => {
    const union = UNIONS[type];
    if (union !== undefined)
      return {
        ...{ tag: union.tag, 'meta-type': 'object', members: members(type, { [union.tag]: union.type }) },
        variants: Object.entries(union.cases).map(([value, own]) => ({ case: value, type: refer(own) })),
      };
    const values = ENUMS[type]?.split(' ').filter((value) => lives(`${type}=${value}`));
    if (values === undefined) return { members: members(type, OBJECTS[type] ?? {}), 'meta-type': 'object' };
    return {
      ...(isSince([6, 2]) ? { members: values.map((name) => ({ name })) } : {}),
      ...{ 'meta-type': 'enum', values },
    };
  };
  const wires = [
    ...commands.map(({ name, oob }) => ({
      ...{ name, 'meta-type': 'command', ...(oob ? { 'allow-oob': true } : {}) },
      ...{ 'arg-type': refer(COMMANDS[name]?.takes ?? ''), 'ret-type': refer(COMMANDS[name]?.returns ?? '') },
      ...(UNSTABLE.has(name) && isSince([6, 2]) ? { features: ['unstable'] } : {}),
    })),
    ...Object.entries(EVENTS).map(([name, data]) => ({
      name,
      'meta-type': 'event',
      'arg-type': refer(data),
    })),
  ];
  const types: object[] = [];
  // A map goes on with what is added while it is walked: describing a type asks for those that it is made of.
  for (const [type, name] of numbers) types.push({ name, ...describe(type) });
  return [
    ...wires,
    ...types,
    ...[...arrays].map((type) => ({
      ...{ name: number(type), 'meta-type': 'array', 'element-type': number(type.slice(1, -1)) },
    })),
    ...Object.entries(BUILTINS).map(([name, json]) => ({ name, 'meta-type': 'builtin', 'json-type': json })),
  ];
}
