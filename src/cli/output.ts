/** Where the command line writes. */
export interface Output {
  /** One line for the user. */
  readonly out: (line: string) => void;
  /** One line on what went wrong. */
  readonly err: (line: string) => void;
  /** Whether who reads it sees colours. Default: no. */
  readonly colours?: boolean;
}

/** Exit codes. */
export const DONE = 0;
export const FAILED = 1;
/** The command itself was wrong. */
export const MISUSED = 2;
