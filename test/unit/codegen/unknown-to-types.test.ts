// The fear: a QEMU says something that the types do not know, or the types promise what no QEMU says.
import { describe, expect, test } from 'vitest';
import { define } from '../../../src/codegen/definitions/define.js';
import { readModels } from '../../../src/codegen/model.js';
import { loadModels } from '../../../src/codegen/schemas.js';
import { absentFromReply } from './promised.js';
import { recorded, type SchemaEntry, VERSIONS } from './recorded-schema.js';
import { missingFromTypes } from './typed.js';

describe.each(VERSIONS)('QEMU %s', (version) => {
  test('says nothing that the types do not know', { timeout: 60_000 }, async () => {
    expect(missingFromTypes(await recorded(version))).toEqual([]);
  });

  test('says all that its definitions promise, but for what it was not built with', async () => {
    const model = readModels(await loadModels('qmp')).find((own) => own.version === version);
    const absent = absentFromReply(define(version, model?.sources ?? []), await recorded(version));
    expect(absent.map(({ what, condition }) => `${what}: ${condition}`)).toEqual(NOT_BUILT[version]);
  });
});

/** What Debian's builds for x86-64 lack, with what they would have to be built with. */
const NOT_BUILT: Readonly<Record<string, readonly string[]>> = {
  '5.2': [
    "MultiFDCompression 'zstd': CONFIG_ZSTD",
    "Qcow2CompressionType 'zstd': CONFIG_ZSTD",
    'command dump-skeys: TARGET_S390X',
    'command query-cpu-model-baseline: TARGET_S390X',
    'command query-cpu-model-comparison: TARGET_S390X',
    'command query-gic-capabilities: TARGET_ARM',
  ],
  '7.2': [
    "BlockdevDriver 'io_uring': CONFIG_BLKIO",
    "BlockdevDriver 'nvme-io_uring': CONFIG_BLKIO",
    "BlockdevDriver 'virtio-blk-vfio-pci': CONFIG_BLKIO",
    "BlockdevDriver 'virtio-blk-vhost-user': CONFIG_BLKIO",
    "BlockdevDriver 'virtio-blk-vhost-vdpa': CONFIG_BLKIO",
    "DisplayType 'cocoa': CONFIG_COCOA",
    "NetClientDriver 'vmnet-bridged': CONFIG_VMNET",
    "NetClientDriver 'vmnet-host': CONFIG_VMNET",
    "NetClientDriver 'vmnet-shared': CONFIG_VMNET",
    'command dump-skeys: TARGET_S390X',
    'command query-cpu-model-baseline: TARGET_S390X',
    'command query-cpu-model-comparison: TARGET_S390X',
    'command query-gic-capabilities: TARGET_ARM',
  ],
  '10.0': [
    "AudiodevDriver 'coreaudio': CONFIG_AUDIO_COREAUDIO",
    "AudiodevDriver 'dsound': CONFIG_AUDIO_DSOUND",
    "AudiodevDriver 'sndio': CONFIG_AUDIO_SNDIO",
    "ChardevBackendKind 'console': CONFIG_WIN32",
    'CpuModelExpansionInfo.deprecated-props: TARGET_S390X',
    "DisplayType 'cocoa': CONFIG_COCOA",
    "MultiFDCompression 'qatzip': CONFIG_QATZIP",
    "MultiFDCompression 'qpl': CONFIG_QPL",
    "MultiFDCompression 'uadk': CONFIG_UADK",
    "NetClientDriver 'af-xdp': CONFIG_AF_XDP",
    "NetClientDriver 'vmnet-bridged': CONFIG_VMNET",
    "NetClientDriver 'vmnet-host': CONFIG_VMNET",
    "NetClientDriver 'vmnet-shared': CONFIG_VMNET",
    'command dump-skeys: TARGET_S390X',
    'command get-win32-socket: CONFIG_WIN32',
    'command query-cpu-model-baseline: TARGET_S390X',
    'command query-cpu-model-comparison: TARGET_S390X',
    'command query-gic-capabilities: TARGET_ARM',
    'command query-s390x-cpu-polarization: TARGET_S390X and CONFIG_KVM',
    'command set-cpu-topology: TARGET_S390X and CONFIG_KVM',
    'event CPU_POLARIZATION_CHANGE: TARGET_S390X and CONFIG_KVM',
  ],
  '11.1': [
    "AudiodevDriver 'coreaudio': CONFIG_AUDIO_COREAUDIO",
    "AudiodevDriver 'dsound': CONFIG_AUDIO_DSOUND",
    "AudiodevDriver 'sndio': CONFIG_AUDIO_SNDIO",
    "ChardevBackendKind 'console': CONFIG_WIN32",
    "DisplayType 'cocoa': CONFIG_COCOA",
    "MultiFDCompression 'qatzip': CONFIG_QATZIP",
    "MultiFDCompression 'qpl': CONFIG_QPL",
    "MultiFDCompression 'uadk': CONFIG_UADK",
    "NetClientDriver 'af-xdp': CONFIG_AF_XDP",
    "NetClientDriver 'vmnet-bridged': CONFIG_VMNET",
    "NetClientDriver 'vmnet-host': CONFIG_VMNET",
    "NetClientDriver 'vmnet-shared': CONFIG_VMNET",
    "ObjectType 'igvm-cfg': CONFIG_IGVM",
    'command get-win32-socket: CONFIG_WIN32',
  ],
};

describe('a planted stranger is found:', { timeout: 60_000 }, () => {
  /** The type that a command returns. */
  const returned = (entries: readonly SchemaEntry[], command: string): SchemaEntry => {
    const name = entries.find((entry) => entry.name === command)?.['ret-type'];
    const entry = entries.find((own) => own.name === name);
    if (entry === undefined) throw new Error(`${command} returns nothing`);
    return entry;
  };
  const plant = async (change: (entries: readonly SchemaEntry[]) => readonly SchemaEntry[]) =>
    missingFromTypes(change(await recorded('11.1')));
  const withMembers = (
    entries: readonly SchemaEntry[],
    name: string,
    change: (members: readonly SchemaEntry[]) => readonly object[],
  ): readonly SchemaEntry[] =>
    entries.map((entry) => {
      const { members } = entry;
      return entry.name === name && Array.isArray(members) ? { ...entry, members: change(members) } : entry;
    });

  test('a command and an event', async () => {
    const names: Readonly<Record<string, string>> = { stop: 'halt', STOP: 'HALT' };
    const found = await plant((all) =>
      all.map((entry) => ({ ...entry, name: names[entry.name] ?? entry.name })),
    );
    expect(found.toSorted()).toEqual(['CommandMap: halt', 'EventMap: HALT']);
  });

  test('a member', async () => {
    const found = await plant((all) =>
      withMembers(all, returned(all, 'query-status').name, (own) => [...own, { name: 'mood', type: 'str' }]),
    );
    expect(found).toEqual(['query-status returns.mood']);
  });

  test('a member that may be left out', async () => {
    const found = await plant((all) =>
      withMembers(all, returned(all, 'query-status').name, (own) =>
        own.map((member) => ({ ...member, default: null })),
      ),
    );
    expect(found).toEqual([
      'query-status returns.running: it is optional',
      'query-status returns.status: it is optional',
    ]);
  });

  test('a member of another type', async () => {
    const found = await plant((all) =>
      withMembers(all, returned(all, 'query-version').name, (own) =>
        own.map((member) => (member.name === 'package' ? { ...member, type: 'int' } : member)),
      ),
    );
    expect(found).toEqual(['query-version returns.package: int is no string']);
  });

  test('a value', async () => {
    const found = await plant((all) => {
      const { members } = returned(all, 'query-status');
      const status: SchemaEntry | undefined = Array.isArray(members)
        ? members.find((member) => member.name === 'status')
        : undefined;
      return withMembers(all, String(status?.['type']), (own) => [...own, { name: 'dreaming' }]);
    });
    expect(found).toEqual(["query-status returns.status: the value 'dreaming'"]);
  });

  test('a branch', async () => {
    const found = await plant((all) =>
      all.map((entry) =>
        Array.isArray(entry['variants'])
          ? { ...entry, variants: [...entry['variants'], { case: 'another', type: '0' }] }
          : entry,
      ),
    );
    expect(found).toContain("query-yank returns[]: the branch 'another'");
  });

  test('what may be executed out of band', async () => {
    const found = await plant((all) =>
      all.map((entry) => (entry.name === 'stop' ? { ...entry, 'allow-oob': true } : entry)),
    );
    expect(found).toEqual(['stop: whether it may be out of band']);
  });
});
