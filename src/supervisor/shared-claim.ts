import type { Claim } from './claim.js';

/**
 * The claim of one supervisor, which several of its orders may want at the same time: taken when the first one wants it,
 * and given back when none does any more.
 */
export class SharedClaim {
  readonly #take: () => Promise<Claim | undefined>;
  #taken: Promise<Claim | undefined> | undefined;
  #holders = 0;
  /** The claim before has been given back: until then it would be found held. */
  #given: Promise<void> = Promise.resolve();

  constructor(take: () => Promise<Claim | undefined>) {
    this.#take = take;
  }

  /** Resolves when it is held, with what lets go of it. @throws {@link ClaimedError} */
  async hold(): Promise<AsyncDisposable> {
    this.#holders += 1;
    this.#taken ??= this.#given.then(this.#take);
    const letGo = this.#once();
    try {
      await this.#taken;
    } catch (error) {
      await letGo();
      throw error;
    }
    return { [Symbol.asyncDispose]: letGo };
  }

  #once(): () => Promise<void> {
    let held = true;
    return async () => {
      if (held) this.#holders -= 1;
      if (held && this.#holders === 0) {
        const taken = this.#taken;
        this.#taken = undefined;
        this.#given = giveBack(taken);
      }
      held = false;
      await this.#given;
    };
  }
}

async function giveBack(taken: Promise<Claim | undefined> | undefined): Promise<void> {
  // What was not taken need not be given back.
  const claim = await taken?.catch(() => undefined);
  await claim?.[Symbol.asyncDispose]();
}
