// The rows of all VMs: which are shown, in which order, and which of them can be seen.

import { Row } from './row.js';

export class List {
  #list;
  #rows = new Map();
  #seen = new Set();
  #watcher = new IntersectionObserver((entries) => this.#crossed(entries), { rootMargin: '200px' });

  constructor(list) {
    this.#list = list;
  }

  /** A VM is new, or has changed; tells whether it has come to need somebody. */
  show(name, entry, now) {
    const known = this.#rows.get(name);
    const row = known ?? new Row(name);
    if (known === undefined) this.#rows.set(name, row);
    const before = known?.element.dataset.attention ?? entry.vm.attention;
    row.update(entry, now);
    return entry.vm.attention === 'now' && before !== 'now';
  }

  pet(name, entry) {
    this.#rows.get(name)?.pet(entry);
  }

  remove(name) {
    const row = this.#rows.get(name);
    if (row !== undefined) this.#takeOut(row.element);
    this.#rows.delete(name);
  }

  /** Shows these and no others, in this order. It moves no more of them than it must. */
  arrange(names) {
    const shown = new Set(names);
    const focused = document.activeElement;
    for (const row of [...this.#list.children]) if (!shown.has(row.dataset.name)) this.#takeOut(row);
    let next = this.#list.firstElementChild;
    for (const name of names) {
      const row = this.#rows.get(name).element;
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
    if (focused !== document.activeElement && this.#list.contains(focused))
      focused.focus({ preventScroll: true });
  }

  /** Draws bars, and words too, of those that can be seen. */
  draw(now, withWords) {
    for (const row of this.#seen) row.draw(now, withWords);
  }

  /** A second has passed. */
  tick(now) {
    for (const row of this.#seen) row.tick(now);
  }

  /** The focus goes to the VM before or after the one that has it, or into the list; tells whether there was one. */
  move(forward) {
    const from = document.activeElement.closest('.vm');
    const to = forward ? from?.nextElementSibling : from?.previousElementSibling;
    const button = (from === null ? this.#list.firstElementChild : to)?.querySelector('.name');
    button?.focus();
    return button instanceof HTMLElement;
  }

  #takeOut(element) {
    this.#watcher.unobserve(element);
    this.#seen.delete(this.#rows.get(element.dataset.name));
    element.remove();
  }

  #crossed(entries) {
    for (const { target, isIntersecting } of entries) {
      const row = this.#rows.get(target.dataset.name);
      if (row?.element === target && isIntersecting) this.#seen.add(row);
      else this.#seen.delete(row);
    }
  }
}
