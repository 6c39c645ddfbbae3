import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { count, knownOptions, OptionError } from '../../core/index.js';
import type { Sign } from './encode.js';

/** A secret that the nodes of a cluster share. */
export interface HeartbeatKey {
  /** Says in a frame which key it is signed with: 0 to 255. A new secret needs an id of its own. */
  readonly id: number;
  /** At least 32 bytes, at random: hexadecimal digits, or bytes. `openssl rand -hex 32` makes one. */
  readonly secret: string | Uint8Array;
}

/** The key that signs, and during a rotation one more that is believed. */
export interface HeartbeatKeys {
  /** Signs what is sent, and is believed. */
  readonly key: HeartbeatKey;
  /** Is believed as well: the next key while not every node has it, the last one while some still sign with it. */
  readonly otherKey?: HeartbeatKey | undefined;
}

interface Key {
  readonly id: number;
  readonly secret: KeyObject;
}

/** Stands in errors for what must not. */
const SECRET = 'what is not shown here';
const SHORTEST = 32;

/** The keys of a node, checked. No secret shows in its errors, nor when it is printed. */
export class KeyRing {
  readonly #current: Key;
  readonly #other: Key | undefined;

  /** @throws OptionError */
  constructor({ key, otherKey }: HeartbeatKeys) {
    this.#current = checkKey('key', key);
    this.#other = otherKey === undefined ? undefined : checkKey('otherKey', otherKey);
    if (this.#other?.id === this.#current.id)
      throw new OptionError('otherKey.id', this.#other.id, 'another than key.id');
  }

  /** Of the key that signs. */
  get id(): number {
    return this.#current.id;
  }

  readonly sign: Sign = (signed) => hmac(this.#current, signed);

  /** Takes the same time wherever a wrong signature differs. */
  verify(keyId: number, signed: Uint8Array, mac: Uint8Array): 'valid' | 'unknown-key' | 'forged' {
    const key = [this.#current, this.#other].find((one) => one?.id === keyId);
    if (key === undefined) return 'unknown-key';
    return timingSafeEqual(hmac(key, signed), mac) ? 'valid' : 'forged';
  }
}

function hmac({ secret }: Key, signed: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(signed).digest();
}

function checkKey(name: string, key: HeartbeatKey): Key {
  // Not to be described: it may be the secret itself, in the place of `{ id, secret }`.
  if (typeof key !== 'object' || key === null) throw new OptionError(name, SECRET, '{ id, secret }');
  knownOptions(name, key, ['id', 'secret']);
  if (key.id === undefined) throw new OptionError(`${name}.id`, undefined, 'a whole number from 0 to 255');
  const id = count(`${name}.id`, key.id, 0, { min: 0, max: 255 });
  const bytes = bytesOf(key.secret);
  if (bytes === undefined || bytes.length < SHORTEST)
    throw new OptionError(
      `${name}.secret`,
      SECRET,
      `at least ${SHORTEST} bytes: hexadecimal digits, two a byte, or bytes (openssl rand -hex 32)`,
    );
  return { id, secret: createSecretKey(bytes) };
}

function bytesOf(secret: HeartbeatKey['secret']): Buffer | undefined {
  if (typeof secret === 'string')
    return /^([0-9a-f]{2})+$/i.test(secret) ? Buffer.from(secret, 'hex') : undefined;
  return secret instanceof Uint8Array ? Buffer.from(secret) : undefined;
}
