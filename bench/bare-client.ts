import { connect, type Socket } from 'node:net';
import type { Adapter } from './adapter.js';

const buffer = Buffer.allocUnsafeSlow(65_536);
const NEWLINE = 0x0a;

/**
 * No client, but the least that Node can do for one: it parses nothing, and takes the second line for the answer to its
 * negotiation. What is not faster with it is not to be had.
 */
export const adapter: Adapter<Socket> = {
  name: 'bare',
  connect: (path) =>
    new Promise((resolve, reject) => {
      let lines = 0;
      const callback = (length: number, bytes: Uint8Array): boolean => {
        for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < length; at = bytes.indexOf(NEWLINE, at + 1)) {
          lines += 1;
          if (lines === 1) socket.write('{"execute":"qmp_capabilities","id":"AAAA"}\n', 'latin1');
          else resolve(socket);
        }
        return true;
      };
      const socket = connect({ path, onread: { buffer, callback } });
      socket.on('error', reject);
    }),
  execute: () => Promise.reject(new Error('it only connects')),
  onEvent() {
    throw new Error('it only connects');
  },
  close: (socket) => void socket.destroy(),
};
