// The fear: a name breaks out of what it is shown in.
import { act, on } from 'qmp-watchdog';
import type { StatusDocument } from 'qmp-watchdog/status';
import { expect, test } from 'vitest';
import { supervised } from '../../scenarios/supervised.js';
import { parseExposition } from '../metrics/exposition.js';
import { serve } from './served.js';

const NAMES = [
  '<script>alert(1)</script>',
  '"},"vms":[],"x":{"',
  'two\nlines\r\n\r\ndata: {}\n\n',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  'a/b?c#d%2e',
  '\u2028\u0000\ud800',
  '"timeLeft":5,"ago":7',
  'ü😀',
];

test.each(NAMES)('%j is one VM, by that name, in each form', async (name) => {
  await using s = await supervised({
    supervisor: { name },
    policies: (dog) => [{ name, on: on.expired(dog), do: act.systemReset() }],
    dog: { id: name },
  });
  await using served = await serve([s.supervisor], s.clock);
  // What JSON can not carry by itself arrives as an escape.
  const whole = (await served.get('/status')).json as unknown as StatusDocument;
  expect(whole.vms).toMatchObject([{ name, policies: [name], watchdogs: [{ id: name }] }]);
  const encoded = [...name]
    .map((one) => (one === '\ud800' ? '' : encodeURIComponent(one).replaceAll('.', '%2E')))
    .join('');
  if (!name.includes('\ud800')) expect((await served.vm(name)).name).toBe(name);
  expect((await served.get(`/status/${encoded}x`)).status).toBe(404);
  const [sample] =
    parseExposition((await served.get('/metrics')).text).get('qmp_watchdog_enforcing')?.samples ?? [];
  expect(sample?.labels['vm']).toBeDefined();
  const follower = await served.follow();
  await s.clock.advance(1);
  expect(await follower.next()).toMatchObject({ name: 'status', data: { vms: [{ name }] } });
  await s.clock.advance(500);
  expect(await follower.next()).toMatchObject({ name: 'change', data: { gone: [] } });
});

test('a text of a megabyte is cut off', async () => {
  await using s = await supervised({ supervisor: { name: 'vm1' } });
  await using served = await serve([s.supervisor], s.clock);
  s.supervisor.maintenance('x'.repeat(1_000_000), { ttl: 1_000 });
  await s.clock.advance(1);
  const { maintenance } = await served.vm('vm1');
  expect(maintenance?.reason).toMatch(/^x{397}\.\.\.$/);
});
