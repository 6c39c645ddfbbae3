// What somebody wants to see: by words, by who needs him, in which order; by mouse or by keys.

import { field } from './dom.js';

/**
 * @typedef {object} Wanted
 * @property {readonly string[]} words
 * @property {string | undefined} attention
 * @property {string} order
 */

/** @type {Wanted} */
const wanted = { words: [], attention: undefined, order: 'trouble' };

/**
 * Calls `changed` whenever it changes, and `move` for the arrow keys, which tells whether there was anywhere to go.
 * @param {{ changed: () => void, move: (forward: boolean) => boolean }} told
 */
export function followChoice({ changed, move }) {
  const buttons = [...document.querySelectorAll('button.count')].filter((one) => one instanceof HTMLElement);
  /** @param {Partial<Wanted>} more */
  const choose = (more) => {
    Object.assign(wanted, more);
    for (const button of buttons)
      button.setAttribute('aria-pressed', String(button.dataset.attention === wanted.attention));
    changed();
  };
  for (const button of buttons) {
    const { attention } = button.dataset;
    button.addEventListener('click', () =>
      choose({ attention: wanted.attention === attention ? undefined : attention }),
    );
  }
  field('order').addEventListener('change', () => choose({ order: field('order').value }));
  field('search').addEventListener('input', () =>
    choose({ words: field('search').value.toLowerCase().split(/\s+/).filter(Boolean) }),
  );
  document.addEventListener('keydown', (key) => {
    if (key.ctrlKey || key.metaKey || key.altKey) return;
    const within = key.target instanceof Element ? key.target : document.body;
    if (key.key === '/' && !within.matches('input, select')) {
      key.preventDefault();
      field('search').focus();
    } else if (key.key === 'Escape') {
      field('search').value = '';
      choose({ words: [], attention: undefined });
    } else if (/^Arrow(Up|Down)$/.test(key.key) && !within.matches('select')) {
      if (move(key.key === 'ArrowDown')) key.preventDefault();
    }
  });
  return wanted;
}
