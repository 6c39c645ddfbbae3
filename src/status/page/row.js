// One VM: a row, and all that is known when it is opened.

/** @import { FailoverSafeStatus, VmStatus } from 'qmp-watchdog/status' */
/** @import { Entry } from './vms.js' */

import { detailsOf } from './details.js';
import { element, mark, say, shape } from './dom.js';
import { timelineOf } from './incidents.js';
import { WatchdogBar } from './watchdogs.js';
import { duration, stateOf } from './words.js';

/** "4 min ago" may be so old, in milliseconds. */
const RENEWED = 10_000;
/** A row shows so many watchdogs; the others are seen when it is opened. */
const MOST_BARS = 3;
const SPOKEN = { now: 'needs you now', look: 'to look at', none: 'fine' };

export class Row {
  element = element('li', 'vm');
  button = element('button', 'name');
  #shape = shape('none');
  #spoken = element('span', 'unseen');
  #state = element('p', 'state');
  #dogs = element('div', 'dogs');
  #past = element('div', 'past');
  #flags = element('ul', 'flags');
  #why = element('p', 'why');
  #more = element('div', 'more');
  /** @type {WatchdogBar[]} */
  #bars = [];
  /** @type {WatchdogBar[]} */
  #allBars = [];
  /** @type {Entry} */
  #entry;
  #opened = false;
  #renewedAt = 0;

  /** @param {Entry} entry */
  constructor(entry) {
    this.#entry = entry;
    const { name } = entry.vm;
    this.element.dataset.name = name;
    this.button.type = 'button';
    this.button.append(element('span', 'name-text', name), this.#spoken);
    this.button.setAttribute('aria-expanded', 'false');
    this.button.addEventListener('click', () => this.#toggle());
    this.#more.hidden = true;
    const who = element('div', 'who', undefined, [element('h2', '', undefined, [this.button]), this.#state]);
    const line = element('div', 'line', undefined, [
      ...[this.#shape, who, this.#dogs, this.#past, this.#flags, this.#why],
    ]);
    this.element.append(line, this.#more);
  }

  /**
   * Something besides its watchdogs' time has changed.
   * @param {Entry} entry
   * @param {number} now
   */
  update(entry, now) {
    this.#entry = entry;
    const { vm } = entry;
    mark(this.element, 'data-attention', vm.attention);
    const used = this.#shape.firstElementChild;
    if (used !== null) mark(used, 'href', `#shape-${vm.attention}`);
    say(this.#spoken, `, ${SPOKEN[vm.attention]}`);
    say(this.#why, vm.because.join('  ·  '));
    this.#why.hidden = vm.because.length === 0;
    this.#fill();
    this.#renew(now);
    this.draw(now, true);
    this.tick(now);
  }

  /**
   * Only its watchdogs were petted.
   * @param {Entry} entry
   */
  pet(entry) {
    this.#entry = entry;
    this.#fill();
  }

  /**
   * Bars, as they are now.
   * @param {number} now
   * @param {boolean} withWords
   */
  draw(now, withWords) {
    for (const bar of this.#bars) bar.draw(now, withWords);
    for (const bar of this.#allBars) bar.draw(now, withWords);
  }

  /**
   * Whatever counts in seconds.
   * @param {number} now
   */
  tick(now) {
    if (now - this.#renewedAt > RENEWED && getSelection()?.isCollapsed !== false) this.#renew(now);
    const { vm, heard } = this.#entry;
    const passed = now - heard;
    const since =
      vm.runFor === null || vm.confidence !== 'known' ? '' : ` for ${duration(vm.runFor + passed)}`;
    say(this.#state, `${stateOf(vm)}${since}`);
    const flags = flagsOf(vm, passed);
    const text = flags.map(([, one]) => one).join('\n');
    if (this.#flags.dataset.text === text) return;
    this.#flags.dataset.text = text;
    this.#flags.replaceChildren(...flags.map(([kind, one]) => element('li', `flag ${kind}`, one)));
  }

  /**
   * What tells how long ago something was.
   * @param {number} now
   */
  #renew(now) {
    const { vm, heard } = this.#entry;
    this.#renewedAt = now;
    this.#past.replaceChildren(...timelineOf(vm, now - heard));
    if (this.#opened) this.#showMore(now);
  }

  #toggle() {
    this.#opened = !this.#opened;
    this.#more.hidden = !this.#opened;
    this.button.setAttribute('aria-expanded', String(this.#opened));
    if (this.#opened) this.#showMore(performance.now());
    else {
      this.#more.replaceChildren();
      this.#allBars = [];
    }
  }

  /** @param {number} now */
  #showMore(now) {
    const { vm, heard, petted = heard } = this.#entry;
    this.#allBars = vm.watchdogs.map((dog) => new WatchdogBar(dog, petted));
    for (const bar of this.#allBars) bar.draw(now, true);
    const bars = this.#allBars.map((bar) => bar.element);
    this.#more.replaceChildren(...detailsOf(vm, now - heard, bars));
  }

  #fill() {
    const { vm, heard, petted = heard } = this.#entry;
    const some = vm.watchdogs.slice(0, MOST_BARS);
    if (some.length !== this.#bars.length) {
      this.#bars = some.map((dog) => new WatchdogBar(dog, petted));
      const rest = vm.watchdogs.length - some.length;
      const others = rest > 0 ? [element('p', 'others', `and ${rest} more`)] : [];
      this.#dogs.replaceChildren(...this.#bars.map((bar) => bar.element), ...others);
    }
    for (const bars of [this.#bars, this.#allBars])
      for (const [index, bar] of bars.entries()) {
        const dog = vm.watchdogs[index];
        if (dog !== undefined) bar.update(dog, petted);
      }
  }
}

/**
 * What sets it apart from others: kind and words.
 * @param {VmStatus} vm
 * @param {number} passed
 */
function flagsOf(vm, passed) {
  /** @type {[kind: string, words: string][]} */
  const flags = [];
  const { failoverSafe: safe, maintenance, incident } = vm;
  if (safe !== null) flags.push([`safe ${safe.standing}`, `failover-safe ${safe.level}${standing(safe)}`]);
  else if (vm.latch !== null) flags.push(['safe', 'held still']);
  if (!vm.supervised) flags.push(['ill', 'not supervised']);
  if (incident !== null) flags.push(['busy', `${incident.phase} ${duration(incident.lasts + passed)}`]);
  if (maintenance !== null)
    flags.push(['aside', `maintenance, ${duration(Math.max(maintenance.left - passed, 0))} left`]);
  if (vm.halted.length > 0)
    flags.push(['ill', vm.halted.length === 1 ? 'policy halted' : `${vm.halted.length} policies halted`]);
  if (vm.interlocks.length > 0)
    flags.push(['barred', `${vm.interlocks.map(({ bars }) => bars).join(', ')} barred`]);
  flags.push(vm.mode === 'enforce' ? ['mode', 'enforces'] : ['mode observing', 'observes']);
  return flags;
}

/** @param {FailoverSafeStatus} proof */
function standing({ standing: word }) {
  return word === 'held' ? '' : `, ${word}`;
}
