/**
 * Why something that came in was dropped:
 *
 * - `too-long`, `malformed`, `wrong-version`: it is no frame of this protocol;
 * - `wrong-cluster`, `unknown-node`, `unknown-source`: it is a frame of somebody who is not expected here;
 * - `unknown-key`, `forged`: it is signed with a key that we do not have, or not with the key that it names;
 * - `stale`: it answers no challenge of ours that is young enough: recorded earlier, held back, or on its way too long;
 * - `replayed`: it had come over the same line before; `too-old`: more than 64 newer ones came before it;
 * - `old-incarnation`: its process has been followed by another one of its node, or has said that it leaves;
 * - `flooded`: more came than anybody who is well sends; `unproven`: a connection did not prove in time, or in its first
 *   4 KiB, that a node with the key is at its other end; `crowded`: too many others came meanwhile, and it had to go.
 */
export type HeartbeatRefusalCause =
  | 'too-long'
  | 'malformed'
  | 'wrong-version'
  | 'wrong-cluster'
  | 'unknown-node'
  | 'unknown-source'
  | 'unknown-key'
  | 'forged'
  | 'stale'
  | 'replayed'
  | 'too-old'
  | 'old-incarnation'
  | 'flooded'
  | 'unproven'
  | 'crowded';

/** Something that was dropped. */
export interface HeartbeatRefusal {
  readonly cause: HeartbeatRefusalCause;
  /** Over which path it came, and from whom: `udp:10.0.0.1:7000 from 10.0.0.2:7000`. */
  readonly from: string;
  /** For people. Of what came it holds nothing that is not checked. */
  readonly detail: string;
}

/** How often each was the cause. */
export type HeartbeatRefusalCounts = Readonly<Record<HeartbeatRefusalCause, number>>;

/** Nothing was refused yet. */
export function noRefusals(): Record<HeartbeatRefusalCause, number> {
  return {
    'too-long': 0,
    malformed: 0,
    'wrong-version': 0,
    'wrong-cluster': 0,
    'unknown-node': 0,
    'unknown-source': 0,
    'unknown-key': 0,
    forged: 0,
    stale: 0,
    replayed: 0,
    'too-old': 0,
    'old-incarnation': 0,
    flooded: 0,
    unproven: 0,
    crowded: 0,
  };
}
