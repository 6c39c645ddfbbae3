// The rows of all VMs: which are shown, in which order, and which of them can be seen.

/** @import { Entry } from './vms.js' */

import { Row } from './row.js';

export class List {
  /** @type {HTMLElement} */
  #list;
  /** @type {Map<string, Row>} */
  #rows = new Map();
  /** @type {Set<Row>} */
  #seen = new Set();
  #watcher = new IntersectionObserver((entries) => this.#crossed(entries), { rootMargin: '200px' });

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = list;
  }

  /**
   * A VM is new, or has changed; tells whether it has come to need somebody.
   * @param {string} name
   * @param {Entry} entry
   * @param {number} now
   */
  show(name, entry, now) {
    const known = this.#rows.get(name);
    const row = known ?? new Row(entry);
    if (known === undefined) this.#rows.set(name, row);
    const before = known?.element.dataset.attention ?? entry.vm.attention;
    row.update(entry, now);
    return entry.vm.attention === 'now' && before !== 'now';
  }

  /**
   * @param {string} name
   * @param {Entry} entry
   */
  pet(name, entry) {
    this.#rows.get(name)?.pet(entry);
  }

  /** @param {string} name */
  remove(name) {
    const row = this.#rows.get(name);
    if (row !== undefined) this.#takeOut(row.element);
    this.#rows.delete(name);
  }

  /**
   * Shows these and no others, in this order. It moves no more of them than it must.
   * @param {readonly string[]} names
   */
  arrange(names) {
    const shown = new Set(names);
    const focused = document.activeElement;
    for (const row of [...this.#list.children]) if (!shown.has(nameOf(row))) this.#takeOut(row);
    let next = this.#list.firstElementChild;
    for (const name of names) {
      const row = this.#rows.get(name)?.element;
      if (row === undefined) continue;
      // One that goes down is taken out and put where it belongs: else all below it would be put above it, one by one.
      if (row === next?.nextElementSibling) {
        next.remove();
        next = row;
      }
      if (row === next) next = next.nextElementSibling;
      else this.#list.insertBefore(row, next);
      this.#watcher.observe(row);
    }
    // What is moved loses the focus.
    if (focused instanceof HTMLElement && focused !== document.activeElement && this.#list.contains(focused))
      focused.focus({ preventScroll: true });
  }

  /**
   * Draws bars, and words too, of those that can be seen.
   * @param {number} now
   * @param {boolean} withWords
   */
  draw(now, withWords) {
    for (const row of this.#seen) row.draw(now, withWords);
  }

  /**
   * A second has passed.
   * @param {number} now
   */
  tick(now) {
    for (const row of this.#seen) row.tick(now);
  }

  /**
   * The focus goes to the VM before or after the one that has it, or into the list; tells whether there was one.
   * @param {boolean} forward
   */
  move(forward) {
    const from = document.activeElement?.closest('.vm') ?? null;
    const to = forward ? from?.nextElementSibling : from?.previousElementSibling;
    const button = (from === null ? this.#list.firstElementChild : to)?.querySelector('.name');
    if (!(button instanceof HTMLElement)) return false;
    button.focus();
    return true;
  }

  /** @param {Element} element */
  #takeOut(element) {
    this.#watcher.unobserve(element);
    const row = this.#rows.get(nameOf(element));
    if (row !== undefined) this.#seen.delete(row);
    element.remove();
  }

  /** @param {readonly IntersectionObserverEntry[]} entries */
  #crossed(entries) {
    for (const { target, isIntersecting } of entries) {
      const row = this.#rows.get(nameOf(target));
      // An element that has gone may have left its name to another one.
      if (row?.element !== target) continue;
      if (isIntersecting) this.#seen.add(row);
      else this.#seen.delete(row);
    }
  }
}

/**
 * The name of a row's VM.
 * @param {Element} row
 */
function nameOf(row) {
  return row.getAttribute('data-name') ?? '';
}
