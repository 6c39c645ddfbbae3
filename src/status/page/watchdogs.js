// Watchdogs as bars that run down.

/** @import { WatchdogStatus } from 'qmp-watchdog/status' */

import { element, mark, say } from './dom.js';
import { duration, remaining } from './words.js';

/** Below this part of its time a watchdog is shown as about to expire, if it does not say so itself. */
const LOW = 0.25;

/** One watchdog's bar and words. */
export class WatchdogBar {
  element = element('div', 'dog');
  #id = element('span', 'dog-id');
  #fill = element('div', 'fill');
  #words = element('span', 'dog-words');
  /** @type {WatchdogStatus} */
  #dog;
  /** @type {number} */
  #heard;
  #shown = -1;

  /**
   * @param {WatchdogStatus} dog
   * @param {number} heard
   */
  constructor(dog, heard) {
    this.#dog = dog;
    this.#heard = heard;
    const bar = element('div', 'bar', undefined, [this.#fill]);
    // The words beside it say the same.
    bar.setAttribute('aria-hidden', 'true');
    this.element.append(this.#id, bar, this.#words);
    this.update(dog, heard);
  }

  /**
   * `heard`: when that was so, by this page's clock.
   * @param {WatchdogStatus} dog
   * @param {number} heard
   */
  update(dog, heard) {
    this.#dog = dog;
    this.#heard = heard;
    say(this.#id, dog.id);
    mark(this.#id, 'title', dog.id);
  }

  /**
   * Draws the bar as it is `now`; with words too, if there is time to read them.
   * @param {number} now
   * @param {boolean} withWords
   */
  draw(now, withWords) {
    const { timeLeft } = this.#dog;
    const timeout = this.#timeout;
    const left = timeLeft === null ? null : Math.max(timeLeft - (now - this.#heard), 0);
    const look = this.#look(left);
    mark(this.element, 'data-look', look);
    const part =
      look === 'expired' || left === null ? (look === 'expired' ? 1 : 0) : left / Math.max(timeout, 1);
    // Less than a pixel is not worth a frame.
    if (Math.abs(part - this.#shown) > 0.002) {
      this.#shown = part;
      this.#fill.style.transform = `scaleX(${Math.min(part, 1).toFixed(4)})`;
    }
    if (!withWords) return;
    const words = this.#say(left, now);
    say(this.#words, words);
    // It is cut off where there is no room for it.
    mark(this.#words, 'title', words);
  }

  /** Told whenever `timeLeft` is. */
  get #timeout() {
    return this.#dog.timeout ?? 0;
  }

  /** @param {number | null} left */
  #look(left) {
    const { state, pausedBy, unknownBecause } = this.#dog;
    if (pausedBy !== null) return 'paused';
    if (state === 'expired') return 'expired';
    if (unknownBecause !== null) return 'unknown';
    if (state === 'disarmed' || left === null) return 'disarmed';
    return state === 'pretimeout' || left < this.#timeout * LOW ? 'low' : 'armed';
  }

  /**
   * @param {number | null} left
   * @param {number} now
   */
  #say(left, now) {
    const { state, pausedBy, unknownBecause, silentFor, inGrace } = this.#dog;
    if (pausedBy !== null) return `paused: ${pausedBy}`;
    if (state === 'expired') return `expired, silent ${duration(silentFor + now - this.#heard)}`;
    if (unknownBecause !== null) return `unknown: ${unknownBecause}`;
    if (left === null) return state === 'disarmed' ? 'not armed' : 'waits for its first pet';
    return `${remaining(left)}${inGrace ? ' left to boot' : ` of ${remaining(this.#timeout)}`}`;
  }
}
