// What it all comes to, for whoever reads nothing else.

import { at, element, mark, say } from './dom.js';
import { duration } from './words.js';

/** @typedef {{ now: number, look: number, none: number }} Counts how many VMs there are of each attention */

/**
 * The sentence at the top, the numbers, and the title of the window.
 * @param {Counts} counts
 * @param {boolean} stale
 */
export function conclude(counts, stale) {
  for (const [attention, count] of Object.entries(counts))
    for (const number of document.querySelectorAll(`.count[data-attention=${attention}] b`))
      say(number, String(count));
  const gravest = counts.now > 0 ? 'now' : counts.look > 0 ? 'look' : 'none';
  mark(document.body, 'data-attention', stale ? 'stale' : gravest);
  say(at('verdict'), stale ? 'Not connected' : verdictOf(counts));
  document.title = `${stale ? '(?) ' : counts.now > 0 ? `(${counts.now}) ` : ''}qmp-watchdog`;
}

/** @param {Counts} counts */
function verdictOf({ now, look, none }) {
  if (now > 0) return now === 1 ? '1 VM needs you now' : `${now} VMs need you now`;
  if (look > 0) return look === 1 ? '1 VM to look at' : `${look} VMs to look at`;
  if (none === 0) return 'No VM';
  return none === 1 ? 'The VM is fine' : `All ${none} VMs are fine`;
}

/**
 * Whether what is seen is so: after silence it no longer counts as known.
 * @param {boolean} stale
 */
export function showStale(stale) {
  document.body.classList.toggle('stale', stale);
  at('banner').hidden = !stale;
  if (!stale) say(at('live-text'), 'live');
}

/**
 * For how long nothing was heard.
 * @param {number} milliseconds
 */
export function saySilence(milliseconds) {
  const ago = `last heard ${duration(milliseconds)} ago`;
  say(at('live-text'), ago);
  say(at('banner'), `Not connected, ${ago}: what you see may be out of date.`);
}

/**
 * Why something is missing.
 * @param {readonly string[]} problems
 */
export function showProblems(problems) {
  const list = at('problems');
  const text = problems.join('\n');
  if (list.dataset.text === text) return;
  list.dataset.text = text;
  list.hidden = text === '';
  list.replaceChildren(...problems.map((problem) => element('li', '', problem)));
}

/**
 * Why no VM is shown.
 * @param {number} shown
 * @param {number} all
 */
export function showNothing(shown, all) {
  at('nothing').hidden = shown > 0;
  say(at('nothing'), all === 0 ? 'No VM is supervised here.' : 'No VM is like that. Escape shows them all.');
}
