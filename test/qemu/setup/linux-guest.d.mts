/** The files of the Linux guest; `undefined` when they have not been fetched. */
export function linuxGuest():
  | { readonly kernel: string; readonly busybox: string; readonly modules: readonly string[] }
  | undefined;
/** Fetches what is missing. */
export function fetchLinuxGuest(): void;
