import { type Clock, systemClock } from '../core/index.js';
import type { Transport } from '../qmp/index.js';
import { deliver } from './outside.js';
import { outsideOf } from './virtual-clock.js';

/** What is mistaken for a QMP monitor now and then. */
interface Manner {
  /** What it says to whoever connects. */
  readonly first: string;
  /** What it answers to a line. */
  readonly answer: (line: string) => string;
}

const MANNERS: Readonly<Record<'hmp' | 'guest-agent', Manner>> = {
  hmp: {
    first: "QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ",
    answer: (line) => `${line}\r\nunknown command: '${line.slice(0, 40)}'\r\n(qemu) `,
  },
  // It never greets; what it does say is the answer to somebody who has left.
  'guest-agent': {
    first: '{"return": {}}\n',
    answer: () => '{"error": {"class": "CommandNotFound", "desc": "The command has not been found"}}\n',
  },
};

/** A connection to something that is no QMP monitor: QEMU's human monitor, or a guest agent. */
export function impostor(
  kind: 'hmp' | 'guest-agent',
  options: { readonly clock?: Clock | undefined } = {},
): Transport {
  const clock = outsideOf(options.clock ?? systemClock);
  const { first, answer } = MANNERS[kind];
  let say: (text: string) => void = () => {};
  let over: () => void = () => {};
  return {
    address: `fake:${kind}`,
    start: (listener) => {
      say = (text) => deliver(clock, () => listener.received(Buffer.from(text)));
      over = () => deliver(clock, () => listener.closed(undefined));
      say(first);
    },
    write: (text) => {
      for (const line of text.split('\n').slice(0, -1)) say(answer(line));
    },
    close: () => {
      say = () => {};
      over();
      over = () => {};
    },
  };
}
