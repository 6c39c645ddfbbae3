// The fear: a process is killed after whoever wanted that has been told that it was not.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { systemClock } from 'qmp-watchdog';
import { expect, onTestFinished, test } from 'vitest';
import { KilledProcess } from '../../../../src/failover/quiesce/kill.js';

test('nothing is killed that was given up while it was being looked at', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.on("end", () => process.exit(7)).resume()']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  await once(child, 'spawn');
  const order = new AbortController();
  const killed = new KilledProcess({ pid: child.pid! }, systemClock);
  expect(await killed.pid()).toBe(child.pid);
  const killing = killed.kill({ signal: order.signal });
  order.abort(new Error('its time is over'));
  await expect(killing).rejects.toThrow('its time is over');
  child.stdin.end();
  expect(await ended).toEqual([7, null]);
});
