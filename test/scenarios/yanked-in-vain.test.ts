// The fear: a yank cuts off what it should not, or is taken for help where it is none.
import { act, on } from 'qmp-watchdog';
import { describe, expect, test } from 'vitest';
import { supervised } from './supervised.js';

const policy = (what: Parameters<typeof act.yank>[0]) => () => [
  { name: 'free', on: on.event('BLOCK_IO_ERROR'), do: act.yank(what) },
];

describe('a yank', () => {
  test('of something that query-yank does not list is refused, and nothing is cut off', async () => {
    await using s = await supervised({ policies: policy(['nbd0']) });
    s.qemu.vm.ioError({ action: 'report' });
    await s.clock.advance(1_000);
    expect(s.sent).toEqual([]);
    expect(s.story).toContain('result yank: failed, not-listed: block-node nbd0');
  });

  test('that did not help is unknown', async () => {
    await using s = await supervised({ policies: policy([{ type: 'migration' }]) });
    s.qemu.on('query-yank', () => [{ type: 'migration' }], { oob: true });
    s.qemu.on('yank', () => {}, { oob: true });
    s.qemu.vm.ioError({ action: 'report' });
    s.qemu.mainLoop.stall();
    await s.clock.advance(10_000);
    expect(s.story).toContain('result yank: unknown, still-main-loop-stalled');
  });

  test.each([[[]], [[''] as string[]], ['nbd0' as unknown as string[]]])(
    'of %o can not be asked for',
    (what) => {
      expect(() => act.yank(what)).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }));
    },
  );
});
