import { WrongVmError } from './errors.js';

/** Who a VM is: as expected, or as the first session said. */
export class Identity {
  readonly #where: string;
  #uuid: string | undefined;
  #name: string | undefined;
  /** After the first session not having a UUID or name is part of who it is. */
  #met = false;

  constructor(where: string, uuid: string | undefined, name: string | undefined) {
    this.#where = where;
    this.#uuid = uuid;
    this.#name = name;
  }

  /** @throws {@link WrongVmError} a session is with another VM. */
  check(uuid: string | undefined, name: string | undefined): void {
    if ((this.#met || this.#uuid !== undefined) && uuid !== this.#uuid)
      throw new WrongVmError(this.#where, 'UUID', this.#uuid ?? 'none', uuid);
    if ((this.#met || this.#name !== undefined) && name !== this.#name)
      throw new WrongVmError(this.#where, 'name', this.#name ?? 'none', name);
    this.#uuid = uuid;
    this.#name = name;
    this.#met = true;
  }
}
