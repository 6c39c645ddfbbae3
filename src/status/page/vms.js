// What is known of all VMs, and since when by this page's own clock: the host's may be wrong, and is not asked.

/** @import { StatusDocument, VmStatus } from 'qmp-watchdog/status' */
/** @import { Wanted } from './choice.js' */
/** @import { Counts } from './head.js' */

/**
 * What is known of one VM: since when, when its watchdogs were petted after that, and the text for filters.
 * @typedef {object} Entry
 * @property {VmStatus} vm
 * @property {number} heard
 * @property {number} [petted]
 * @property {string | undefined} text
 */

/**
 * What an event brings: of a `status`, all VMs; of a `change`, those that have changed, and what is left besides.
 * @typedef {object} News
 * @property {StatusDocument['vms']} vms
 * @property {StatusDocument['problems']} problems
 * @property {readonly string[]} [gone]
 * @property {readonly Left[]} [left]
 */

/** @typedef {readonly [name: string, each: readonly (readonly [timeLeft: number | null, silentFor: number])[]]} Left */

const RANK = { now: 0, look: 1, none: 2 };

export class Vms {
  /** @type {Map<string, Entry>} by name */
  #all = new Map();
  /** @type {StatusDocument['problems']} */
  problems = [];

  get size() {
    return this.#all.size;
  }

  /** @param {string} name */
  get(name) {
    return this.#all.get(name);
  }

  /**
   * Takes an event in; returns the names of those that changed, that have gone, and whose watchdogs were petted.
   * @param {string} name
   * @param {News} data
   * @param {number} now
   */
  take(name, data, now) {
    if (name === 'status') {
      const gone = new Set(this.#all.keys());
      for (const vm of data.vms) gone.delete(vm.name);
      this.problems = data.problems;
      return this.#apply(data.vms, [...gone], [], now);
    }
    if (name !== 'change') return this.#apply([], [], [], now);
    this.problems = data.problems;
    return this.#apply(data.vms, data.gone ?? [], data.left ?? [], now);
  }

  /** How many there are of each attention. */
  counts() {
    /** @type {Counts} */
    const counts = { now: 0, look: 0, none: 0 };
    for (const { vm } of this.#all.values()) counts[vm.attention] += 1;
    return counts;
  }

  /**
   * The names of those that are asked for, in order.
   * @param {Wanted} wanted
   */
  list({ words, attention, order }) {
    const found = [...this.#all.values()].filter(
      (entry) =>
        (attention === undefined || entry.vm.attention === attention) &&
        words.every((word) => textOf(entry).includes(word)),
    );
    found.sort(
      ({ vm: one }, { vm: other }) =>
        (order === 'name' ? 0 : RANK[one.attention] - RANK[other.attention]) || compare(one.name, other.name),
    );
    return found.map(({ vm }) => vm.name);
  }

  /**
   * @param {readonly VmStatus[]} vms
   * @param {readonly string[]} gone
   * @param {readonly Left[]} left
   * @param {number} now
   */
  #apply(vms, gone, left, now) {
    for (const vm of vms) this.#all.set(vm.name, { vm, heard: now, text: undefined });
    for (const name of gone) this.#all.delete(name);
    /** @type {string[]} */
    const petted = [];
    for (const [name, each] of left) {
      const known = this.#all.get(name);
      if (known === undefined) continue;
      const watchdogs = known.vm.watchdogs.map((dog, index) => {
        const [timeLeft, silentFor] = each[index] ?? [dog.timeLeft, dog.silentFor];
        return { ...dog, timeLeft, silentFor };
      });
      this.#all.set(name, { ...known, vm: { ...known.vm, watchdogs }, petted: now });
      petted.push(name);
    }
    return { changed: vms.map(({ name }) => name), gone, petted };
  }
}

/**
 * What a filter is held against.
 * @param {Entry} entry
 */
function textOf(entry) {
  entry.text ??= [
    ...[entry.vm.name, entry.vm.run, entry.vm.why, entry.vm.health, entry.vm.mode, ...entry.vm.because],
    ...[
      entry.vm.maintenance === null ? '' : 'maintenance',
      entry.vm.failoverSafe === null ? '' : 'failover-safe',
    ],
    ...entry.vm.watchdogs.map(({ id }) => id),
  ]
    .join('\n')
    .toLowerCase();
  return entry.text;
}

const { compare } = new Intl.Collator(undefined, { numeric: true });
