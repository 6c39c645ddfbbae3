import type { PetChannel, QmpAddress } from 'qmp-watchdog';

/** A VM whose guest beats, and can be made to hang. */
export interface Machine extends AsyncDisposable {
  /** For people. */
  readonly what: string;
  readonly qmp: QmpAddress;
  readonly heartbeat: PetChannel;
  /** Makes the guest hang; resolves when it does, with what it does. */
  hang(): Promise<string>;
}
