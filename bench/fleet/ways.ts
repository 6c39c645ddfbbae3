import { connect } from 'node:net';
import { pets, Watchdog } from 'qmp-watchdog';

/** Milliseconds without a beat: three are missed. */
export const TIMEOUT = 3_000;

/** Connects and watches from the first beat on; resolves when connected. */
export type WatchOver = (path: string, expired: () => void) => Promise<void>;

/** What one writes by hand: nothing reconnects. */
const timers: WatchOver = (path, expired) =>
  new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const socket = connect({ path });
    socket.on('data', () => {
      clearTimeout(timer);
      timer = setTimeout(expired, TIMEOUT);
    });
    socket.on('connect', resolve);
    socket.on('error', reject);
  });

const watchdogs: WatchOver = (path, expired) =>
  new Promise((resolve) => {
    const dog = new Watchdog({
      id: 'guest',
      timeout: TIMEOUT,
      armOn: 'first-pet',
      pets: pets.bytes({ path }),
    });
    dog.on('expired', expired);
    dog.on('known', () => resolve());
    dog.start();
  });

export const ways: Readonly<Record<string, WatchOver>> = { setTimeout: timers, Watchdog: watchdogs };
