export type { UdpAddress } from './datagrams.js';
export type { HeartbeatState } from './frame.js';
export { heartbeat } from './begin.js';
export type { Heartbeat } from './heartbeat.js';
export type { HeartbeatKey, HeartbeatKeys } from './keys.js';
export type { HeartbeatOptions, HeartbeatPath } from './options.js';
export type { HealthCheck } from './own-health.js';
export type { HeartbeatRefusal, HeartbeatRefusalCause, HeartbeatRefusalCounts } from './refusal.js';
export type { HeartbeatEvents, HeartbeatPathState, HeartbeatPeer, HeartbeatSnapshot } from './snapshot.js';
