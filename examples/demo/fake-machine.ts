import type { Machine } from './machine.js';
export async function fakeMachine(): Promise<Machine> {
  throw new Error('not there yet');
}
