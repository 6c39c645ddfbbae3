/**
 * Members of QAPI's type `int` that may leave ±(2^53 − 1). All others of that type are numbers; `int64`, `uint64` and
 * `size` are wide wherever they stand.
 */
export const WIDE_INTEGERS: ReadonlySet<string> = new Set([
  // Time that requests took, added up: 104 days of it are enough.
  'BlockDeviceStats.flush_total_time_ns',
  'BlockDeviceStats.idle_time_ns',
  'BlockDeviceStats.rd_total_time_ns',
  'BlockDeviceStats.unmap_total_time_ns',
  'BlockDeviceStats.wr_total_time_ns',
  'BlockDeviceStats.zone_append_total_time_ns',
  // What a broken image says of itself.
  'BLOCK_IMAGE_CORRUPTED.offset',
  // Addresses: a kernel's are in the upper half.
  'CpuInfoMIPS.PC',
  'CpuInfoPPC.nip',
  'CpuInfoRISCV.pc',
  'CpuInfoSPARC.npc',
  'CpuInfoSPARC.pc',
  'CpuInfoX86.pc',
  'PciMemoryRange.base',
  'PciMemoryRange.limit',
  'PciMemoryRegion.address',
  'PciMemoryRegion.size',
  // The largest there is, until it is known.
  'MigrationInfo.expected-downtime',
  // Instructions that were executed.
  'ReplayInfo.icount',
  'SnapshotInfo.icount',
  'replay-break.icount',
  'replay-seek.icount',
  // What a guest makes up as it likes: handles, and on Windows process ids.
  'GuestExec.pid',
  'guest-exec-status.pid',
  'guest-file-close.handle',
  'guest-file-flush.handle',
  'guest-file-open.returns',
  'guest-file-read.handle',
  'guest-file-seek.handle',
  'guest-file-seek.offset',
  'guest-file-write.handle',
  'GuestFileSeek.position',
  // Nanoseconds since 1970.
  'guest-get-time.returns',
  'guest-set-time.time',
]);
