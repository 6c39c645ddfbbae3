import { agent } from './agent.js';
import { all, any, atLeast } from './combined.js';
import { http } from './http.js';
import { liveness } from './liveness.js';
import { process } from './process.js';
import { program } from './program.js';
import { runState } from './run-state.js';
import { tcp } from './tcp.js';

export { askProbe } from './ask-probe.js';
export type { HttpProbeOptions } from './http.js';
export type { NetworkProbeOptions, ProbeOptions } from './options.js';
export type { ProgramProbeOptions } from './program.js';
export type { RunStateProbeOptions } from './run-state.js';

/** The probes that come with the package. Any other is an object of one's own that is a `Probe`. */
export interface Probes {
  /** Whether QEMU answers. */
  readonly liveness: typeof liveness;
  /** Which state QEMU says that the VM is in. */
  readonly runState: typeof runState;
  /** Whether the guest agent answers. */
  readonly agent: typeof agent;
  /** Whether somebody accepts connections. */
  readonly tcp: typeof tcp;
  /** Whether a service answers over HTTP. */
  readonly http: typeof http;
  /** What a program finds, by its exit code. */
  readonly program: typeof program;
  /** Whether a process of this host runs. */
  readonly process: typeof process;
  /** Whether all of several probes are ok. */
  readonly all: typeof all;
  /** Whether one of several probes is ok. */
  readonly any: typeof any;
  /** Whether so many of several probes are ok. */
  readonly atLeast: typeof atLeast;
}

/** Questions whether something is well, for guards of policies and for `pets.probe`. */
export const probe: Probes = { liveness, runState, agent, tcp, http, program, process, all, any, atLeast };
