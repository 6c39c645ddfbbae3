import { type HeartbeatFrame, type HeartbeatState, LONGEST } from './frame.js';
import type { OwnHealth } from './own-health.js';

/** What this node says of itself, besides who it is. */
export type OwnFrame = Pick<HeartbeatFrame, 'state' | 'reason' | 'max' | 'role' | 'token' | 'lag'>;

/** What this node has to say. `now` is in milliseconds. */
export class OwnWord {
  role: string;
  token: bigint | undefined;
  readonly #health: OwnHealth;
  #pause: { readonly reason: string; readonly until: number } | undefined;
  #leaves: string | undefined;

  constructor(role: string, token: bigint | undefined, health: OwnHealth) {
    this.role = role;
    this.token = token;
    this.#health = health;
  }

  /** Replaces an earlier pause. */
  pause(reason: string, until: number): void {
    this.#pause = { reason, until };
  }

  resume(): void {
    this.#pause = undefined;
  }

  /** There is no way back. */
  leave(reason: string): void {
    this.#leaves ??= reason;
  }

  /** Whether it says that it leaves. */
  get leaves(): boolean {
    return this.#leaves !== undefined;
  }

  /** At a moment. */
  at(now: number): OwnFrame {
    const { role, token } = this;
    return { role, token, lag: Math.round(this.#health.lag * 1_000), ...this.#state(now) };
  }

  #state(now: number): { readonly state: HeartbeatState; readonly reason: string; readonly max: number } {
    if (this.#leaves !== undefined) return { state: 'leaving', reason: this.#leaves, max: 0 };
    const pause = this.#pause;
    // A pause ends by itself. Who is paused is not asked whether it is well.
    if (pause !== undefined && pause.until > now)
      return { state: 'paused', reason: pause.reason, max: Math.ceil(pause.until - now) };
    const { complaint } = this.#health;
    if (complaint !== undefined) return { state: 'unhealthy', reason: asReason(complaint), max: 0 };
    return { state: 'running', reason: '', max: 0 };
  }
}

/** Whatever somebody said, as it may stand in a frame: on one line, and cut where it is too long. */
function asReason(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  let end = '';
  for (const character of line) {
    if (Buffer.byteLength(end + character) > LONGEST.reason) break;
    end += character;
  }
  return end;
}
