// The fear: code that an action needs can not be loaded, and nobody hears of it before the action is to save something.
import { expect, test, vi } from 'vitest';
import { beforehand } from '../../../src/core/index.js';

test('what can not be loaded is warned of at once, and told to whoever asks', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  try {
    const loaded = beforehand(Promise.reject(new Error('EMFILE: too many open files')));
    await new Promise(setImmediate);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/could not be loaded.*until this process is restarted: EMFILE/),
      { type: 'QmpWatchdogLoadWarning' },
    );
    await expect(loaded()).rejects.toThrow('EMFILE');
  } finally {
    warn.mockRestore();
  }
});
