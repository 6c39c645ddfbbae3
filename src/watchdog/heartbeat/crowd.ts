/** A connection that somebody made to us. */
export interface Visitor {
  /** The host that it comes from. */
  readonly source: string;
  hangUp(reason: string): void;
}

/** So many connections of one host may be on their way to prove who they are, and so many of all hosts. */
const MOST_OF_A_SOURCE = 8;
const MOST = 64;
/** So many that have proved themselves may be of one node: a new one, and an old one whose end has not been seen. */
const MOST_OF_A_NODE = 2;

/**
 * The connections to one address. When too many have not proved themselves the oldest has to go, first of its own host
 * and then of the host that has most: who has the key needs one round trip, and a crowd evicts itself.
 */
export class Crowd<V extends Visitor> {
  readonly #unproven = new Set<V>();
  readonly #proven = new Map<string, V[]>();

  /** All that are connected. */
  get visitors(): readonly V[] {
    return [...this.#unproven, ...[...this.#proven.values()].flat()];
  }

  /** Takes one in, and returns who has to go for it. */
  enter(visitor: V): V | undefined {
    this.#unproven.add(visitor);
    const ofItsSource = this.#of(visitor.source);
    if (ofItsSource.length > MOST_OF_A_SOURCE) return this.#evict(ofItsSource);
    if (this.#unproven.size <= MOST) return undefined;
    const sources = [...new Set([...this.#unproven].map(({ source }) => source))].map((source) =>
      this.#of(source),
    );
    return this.#evict(sources.reduce((most, some) => (some.length > most.length ? some : most)));
  }

  /** It has proved to be of this node. Returns who of the node has to go for it. */
  proved(visitor: V, node: string): V | undefined {
    if (!this.#unproven.delete(visitor)) return undefined;
    const ofTheNode = this.#proven.get(node) ?? [];
    this.#proven.set(node, ofTheNode);
    ofTheNode.push(visitor);
    return ofTheNode.length > MOST_OF_A_NODE ? ofTheNode.shift() : undefined;
  }

  /** It is gone. */
  leave(visitor: V): void {
    this.#unproven.delete(visitor);
    for (const ofTheNode of this.#proven.values()) {
      const place = ofTheNode.indexOf(visitor);
      if (place >= 0) ofTheNode.splice(place, 1);
    }
  }

  #of(source: string): readonly V[] {
    return [...this.#unproven].filter((visitor) => visitor.source === source);
  }

  #evict([oldest]: readonly V[]): V | undefined {
    if (oldest !== undefined) this.#unproven.delete(oldest);
    return oldest;
  }
}
