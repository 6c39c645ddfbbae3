// Exit codes of `qmp-watchdog status NAME`: those of OCF's resource agents, and two of our own. There is never a 5
// (not installed): of a probe Pacemaker takes it for "does not run".

/** OCF_SUCCESS. */
export const RUNNING = 0;
/** OCF_ERR_GENERIC: it can not be told, or QEMU does not answer. */
export const UNKNOWN = 1;
/** OCF_ERR_PERM. */
export const NO_PERMISSION = 4;
/** OCF_ERR_CONFIGURED: what the configuration names is not what it should be. */
export const MISCONFIGURED = 6;
/** OCF_NOT_RUNNING: its process is known to have ended. */
export const NOT_RUNNING = 7;
/**
 * Outside of OCF's codes, which are 0 to 9, and of Pacemaker's, 190 to 199; of those that the LSB leaves to applications,
 * 150 to 199.
 */
export const FAILOVER_SAFE = 150;
/** The proof was used: somebody may have started the VM elsewhere. */
export const FAILOVER_SAFE_USED = 151;
