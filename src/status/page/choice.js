// What somebody wants to see: by words, by who needs him, in which order; by mouse or by keys.

import { at } from './dom.js';

const wanted = { words: [], attention: undefined, order: 'trouble' };

/** Calls `changed(wanted)` whenever it changes, and `move(forward)` for the arrow keys. */
export function followChoice({ changed, move }) {
  const buttons = [...document.querySelectorAll('.count')];
  const choose = (more) => {
    Object.assign(wanted, more);
    for (const button of buttons)
      button.setAttribute('aria-pressed', String(button.dataset.attention === wanted.attention));
    changed(wanted);
  };
  for (const button of buttons) {
    const { attention } = button.dataset;
    button.addEventListener('click', () =>
      choose({ attention: wanted.attention === attention ? undefined : attention }),
    );
  }
  at('order').addEventListener('change', () => choose({ order: at('order').value }));
  at('search').addEventListener('input', () =>
    choose({ words: at('search').value.toLowerCase().split(/\s+/).filter(Boolean) }),
  );
  document.addEventListener('keydown', (key) => {
    if (key.ctrlKey || key.metaKey || key.altKey) return;
    if (key.key === '/' && !key.target.matches('input, select')) {
      key.preventDefault();
      at('search').focus();
    } else if (key.key === 'Escape') {
      at('search').value = '';
      choose({ words: [], attention: undefined });
    } else if (/^Arrow(Up|Down)$/.test(key.key) && !key.target.matches('select')) {
      if (move(key.key === 'ArrowDown')) key.preventDefault();
    }
  });
  return wanted;
}
