import type { Fleet, FleetMember } from '../../supervisor/index.js';

/** The other VMs of a simulated fleet, of which nothing is known but that they fall silent. */
export class OtherVms {
  readonly #fleet: Fleet;
  readonly #members: readonly FleetMember[];

  /** @internal */
  constructor(fleet: Fleet, count: number) {
    this.#fleet = fleet;
    this.#members = Array.from({ length: count }, () => ({ suspect() {}, maintenance() {} }));
    for (const member of this.#members) fleet.join(member);
  }

  /** How many there are. */
  get count(): number {
    return this.#members.length;
  }

  /** So many of them fall silent now, or all that there are. */
  fallSilent(count: number): void {
    for (const member of this.#members.slice(0, count)) this.#fleet.silent(member);
  }
}
