import type { HeartbeatState } from './frame.js';
import type { HeartbeatRefusal, HeartbeatRefusalCounts } from './refusal.js';

/** A peer as its frames show it. */
export interface HeartbeatPeer {
  readonly node: string;
  /** Why nobody can tell whether it lives; absent when its silence means something. */
  readonly unknownBecause?: string;
  /** What follows is what it said last; absent before it has said anything. */
  readonly state?: HeartbeatState;
  /** Why it is in that state; empty when it is running. */
  readonly reason?: string;
  /** Empty for none. */
  readonly role?: string;
  /** Of the lease that it holds. It alone proves nothing: compare it where it counts. */
  readonly token?: bigint;
  /** For which part of the time of its last ten beats its process stood still: 0 to 1. */
  readonly lag?: number;
  /** How often it says something, in milliseconds. A watchdog's timeout wants to be at least three times as long. */
  readonly interval?: number;
  /** Of its process, drawn at random at its start. */
  readonly incarnation?: string;
  /** When anything fresh came from it last: milliseconds ago. */
  readonly heardAgo?: number;
  /** How many of its frames were signs of life. */
  readonly petCount: number;
  /** How many of its frames had come over another path before. */
  readonly copyCount: number;
  /** The paths over which it is heard. */
  readonly paths: readonly string[];
}

/** A path at one moment. */
export interface HeartbeatPathState {
  /** For people: `udp:10.0.0.1:7000`. */
  readonly name: string;
  /** Why it can not be used; absent when it can. */
  readonly downBecause?: string;
  /** How many lines are up: connections, or addresses that datagrams go to. */
  readonly lines: number;
  /** What was dropped of what came over it. */
  readonly refused: HeartbeatRefusalCounts;
}

/** A heartbeat at one moment. */
export interface HeartbeatSnapshot {
  readonly cluster: string;
  readonly node: string;
  readonly incarnation: string;
  /** What it says of itself. */
  readonly state: HeartbeatState;
  /** Why; empty when it is running. */
  readonly reason: string;
  readonly role: string;
  readonly token?: bigint;
  /** For which part of the time of the last ten beats this process stood still: 0 to 1. */
  readonly lag: number;
  readonly peers: readonly HeartbeatPeer[];
  readonly paths: readonly HeartbeatPathState[];
  /** What was dropped of what came over all paths. */
  readonly refused: HeartbeatRefusalCounts;
}

/** What a heartbeat tells, by name. */
export interface HeartbeatEvents {
  /** More than a sign of life: a peer's state, reason, role, token or process has changed, or whether it can be heard. */
  readonly peer: HeartbeatPeer;
  /** Something that came in was dropped. */
  readonly refused: HeartbeatRefusal;
}
