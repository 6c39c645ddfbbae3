import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type CpioEntry, cpio } from './cpio.js';

const FOLDER = 0o040755;
const PROGRAM = 0o100755;

const DAEMON = join(import.meta.dirname, '../../../guest/qmp-watchdog-daemon.sh');

/**
 * What a Linux guest boots into: busybox, the modules, this host's own qemu-ga with the libraries that it needs, and the
 * daemon that arms a timer of the host, which runs where there is a port for it.
 */
export async function initrd(
  parts: {
    readonly busybox: string;
    readonly modules: readonly string[];
  },
  watchdogPort: string,
): Promise<Buffer> {
  const agent = '/usr/sbin/qemu-ga';
  const files = new Map([['/bin/busybox', parts.busybox]]);
  for (const file of [agent, ...librariesOf(agent)]) files.set(file, file);
  files.set('/sbin/qmp-watchdog-daemon.sh', DAEMON);
  for (const file of parts.modules) files.set(`/modules/${basename(file)}`, file);
  const entries: CpioEntry[] = [
    {
      path: '/init',
      mode: PROGRAM,
      content: init(
        parts.modules.map((file) => basename(file)),
        watchdogPort,
      ),
    },
    // The agent starts this one to shut down.
    { path: '/sbin/shutdown', mode: PROGRAM, content: '#!/bin/busybox sh\nexec /bin/busybox poweroff -f\n' },
  ];
  for (const [path, file] of files) entries.push({ path, mode: PROGRAM, content: await readFile(file) });
  const folders = new Set(['/proc', '/sys', '/dev', '/run', '/tmp', '/data', '/var', '/var/run']);
  for (const { path } of entries)
    for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) folders.add(folder);
  const made = [...folders].sort().map((path) => ({ path, mode: FOLDER }));
  return cpio([...made, ...entries].map((entry) => ({ ...entry, path: entry.path.slice(1) })));
}

/** The libraries of a program, and what loads them. */
function librariesOf(program: string): readonly string[] {
  const output = execFileSync('ldd', [program], { encoding: 'utf8' });
  return [...output.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, file]) => file!);
}

/** The first process. Its daemon asks for four seconds. Its agent is started again whenever it ends; `agent_delay=N` on the command line lets it wait. */
function init(modules: readonly string[], watchdogPort: string): string {
  return `#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin:/sbin:/usr/sbin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
exec </dev/null >/dev/ttyS0 2>&1
for module in ${modules.join(' ')}; do insmod /modules/$module || echo "FAILED $module"; done
mount -t ext4 /dev/vda /data || echo "FAILED mount"
delay=$(sed -n 's/.*agent_delay=\\([0-9]*\\).*/\\1/p' /proc/cmdline)
for port in /sys/class/virtio-ports/*; do
  if [ "$(cat $port/name)" = ${watchdogPort} ]; then qmp-watchdog-daemon.sh /dev/\${port##*/} 4 & fi
done
echo $! >/run/daemon.pid
echo READY
sleep \${delay:-0}
while :; do
  qemu-ga -m virtio-serial -p $(ls /dev/vport*p1) -t /run -f /run/qemu-ga.pid
  sleep 1
done
`;
}
