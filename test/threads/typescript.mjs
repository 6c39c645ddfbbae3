// For `node --import`: threads load TypeScript. tsx by itself sees to the main thread alone.
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) {
  const { register } = await import('tsx/esm/api');
  register();
}
