// Puts the parts together: what is heard goes into `vms`, and from there into rows.

/** @import { News } from './vms.js' */

import { followChoice } from './choice.js';
import { at, field, say } from './dom.js';
import { conclude, saySilence, showNothing, showProblems, showStale } from './head.js';
import { List } from './list.js';
import { Stream } from './stream.js';
import { Vms } from './vms.js';

/** Unheard for so long, in milliseconds, nothing on this page counts as known any more. */
const STALE = 3_000;
/** The server says a word twice a second: beyond this, in milliseconds, bars wait for it. */
const AHEAD = 1_000;
/** Words change no more often than people read them: milliseconds. */
const WORDS = 250;
const SECOND = 1_000;

const vms = new Vms();
const list = new List(at('vms'));
const wanted = followChoice({ changed: arrange, move: (forward) => list.move(forward) });
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** @type {number | undefined} by this page's own clock */
let heard;
let stale = true;
let wordsAt = 0;
let tickAt = 0;

const stream = new Stream({ event: take, connected, lost, refused }, tokenOfAddress());
stream.connect();
addEventListener('online', () => stream.hurry());
document.addEventListener('visibilitychange', () => document.hidden || stream.hurry());
at('door').addEventListener('submit', (submitted) => {
  submitted.preventDefault();
  stream.connect(field('token').value.trim());
});
requestAnimationFrame(frame);

/** `#token=…`: it never leaves this page in an address, and does not stay in its own. */
function tokenOfAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return undefined;
  history.replaceState(null, '', location.pathname);
  return token;
}

function connected() {
  at('door').hidden = true;
}

function lost(why = 'connecting …') {
  if (heard === undefined) say(at('live-text'), why);
}

/** @param {boolean} hadToken */
function refused(hadToken) {
  at('door').hidden = false;
  say(at('verdict'), 'Who are you?');
  if (hadToken) say(at('door-why'), 'That token is not the right one.');
  field('token').value = '';
  field('token').focus();
}

/**
 * @param {string} name
 * @param {News} data
 */
function take(name, data) {
  const now = performance.now();
  const { changed, gone, petted } = vms.take(name, data, now);
  heard = now;
  document.body.classList.remove('waiting');
  for (const one of gone) list.remove(one);
  for (const one of changed) {
    const entry = vms.get(one);
    if (entry !== undefined && list.show(one, entry, now)) announce(entry.vm);
  }
  for (const one of petted) {
    const entry = vms.get(one);
    if (entry !== undefined) list.pet(one, entry);
  }
  if (stale) setStale(false);
  if (changed.length + gone.length > 0 || name === 'status') arrange();
  showProblems(vms.problems);
}

/**
 * Only what is new and urgent is spoken.
 * @param {{ readonly name: string, readonly because: readonly string[] }} vm
 */
function announce({ name, because }) {
  say(at('said'), `${name} needs you now: ${because[0] ?? ''}`);
}

function arrange() {
  const names = vms.list(wanted);
  list.arrange(names);
  showNothing(names.length, vms.size);
  conclude(vms.counts(), stale);
}

/** @param {boolean} is */
function setStale(is) {
  stale = is;
  showStale(is);
  conclude(vms.counts(), is);
}

/** One loop for all that moves. */
function frame() {
  const now = performance.now();
  const words = now - wordsAt >= WORDS;
  const ticks = now - tickAt >= SECOND;
  if (words) wordsAt = now;
  if (ticks) tickAt = now;
  if (heard !== undefined) {
    const silence = now - heard;
    if (silence > STALE !== stale) setStale(!stale);
    if (stale) saySilence(silence);
    else move(Math.min(now, heard + AHEAD), words, ticks);
  }
  requestAnimationFrame(frame);
}

/**
 * What is not known does not run down either: `now` is never far ahead of what was heard.
 * @param {number} now
 * @param {boolean} words
 * @param {boolean} ticks
 */
function move(now, words, ticks) {
  if (ticks) list.tick(now);
  // Who does not like what moves sees a step a second.
  if (ticks || !still.matches) list.draw(now, words || ticks);
}
