import type { Unsubscribe } from '../../core/index.js';
import { isObject, type Level } from '../../proof/index.js';
import type { Vm } from '../../vm/index.js';
import type { Answer, Ask } from './ask.js';

/**
 * Hears whether somebody continues a VM after its images were looked at, until the very moment in which a proof is made:
 * what was seen is over then. Dispose of it.
 */
export class SeenContinued implements Disposable {
  #continued: 'no' | 'and stopped again' | 'yes' = 'no';
  readonly #forget: readonly Unsubscribe[];

  constructor(vm: Vm) {
    this.#forget = [
      vm.on('RESUME', () => {
        this.#continued = 'yes';
      }),
      vm.on('STOP', () => this.#standsStill()),
    ];
  }

  /** Notes what a question and its answer change. */
  async around(ask: Ask, answering: (ask: Ask) => Promise<Answer>): Promise<Answer> {
    // What befell them before will be seen on them.
    if (ask.ask === 'prove') this.#continued = 'no';
    const answer = await answering(ask);
    // That it was stopped again may have been told to a session that was lost.
    if (ask.ask === 'status' && answer.ok && isObject(answer.value) && answer.value['running'] === false)
      this.#standsStill();
    return answer;
  }

  /** Whether it contradicts that the VM has reached this level. */
  refutes(level: Level): boolean {
    return this.#continued === 'yes' || (this.#continued !== 'no' && level !== 'L0');
  }

  [Symbol.dispose](): void {
    for (const forget of this.#forget) forget();
  }

  #standsStill(): void {
    if (this.#continued === 'yes') this.#continued = 'and stopped again';
  }
}
