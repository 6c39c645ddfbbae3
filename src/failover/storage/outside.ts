import type { WaitOptions } from '../../core/index.js';
import type { Qmp } from '../../qmp/index.js';

/** What may write for a VM and can not be listed, or has no lock to be looked at. */
export interface Unlisted {
  readonly what: string;
  readonly why: string;
}

/** Where QEMU keeps the devices that were asked for, with an id and without. */
const DEVICES = ['/machine/peripheral', '/machine/peripheral-anon'];

/** The types of devices that write past QEMU's block layer. */
const WRITERS: readonly (readonly [type: RegExp, why: string])[] = [
  [
    /^vhost-user-(?:blk|scsi|fs|device|test-device)/,
    'another process writes for it, whose files QEMU does not know',
  ],
  [/^vhost-(?:scsi|vdpa)/, "the host's kernel or hardware writes for it"],
  [
    /^(?:vfio-|vfio-user|x-vfio-user|x-pci-proxy|usb-host|usb-redir)/,
    "it is the host's hardware, and may be a disk",
  ],
  [/^(?:virtio-9p|usb-mtp)/, "it may write to the host's folders"],
  [/^(?:nvdimm|virtio-pmem|cxl-type3)/, 'its memory may be a file, which the guest writes to without QEMU'],
];

/** @throws as {@link Qmp.execute} */
export async function writersOutside(vm: Qmp, limits: WaitOptions): Promise<readonly Unlisted[]> {
  const found = await Promise.all(
    DEVICES.map(async (path) => {
      const members = await vm.execute('qom-list', { path }, limits);
      return members.flatMap(({ name, type }) => {
        const device = /^child<(.*)>$/.exec(type)?.[1];
        const why = device && WRITERS.find(([pattern]) => pattern.test(device))?.[1];
        return why ? [{ what: `${device} ${path}/${name}`, why }] : [];
      });
    }),
  );
  return found.flat();
}
