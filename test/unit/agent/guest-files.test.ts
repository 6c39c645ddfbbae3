// The fear: a handle stays open in the guest, a file is cut or mangled without a word, or it never ends.
import { buffer, text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { answer } from '../../../src/testing/index.js';
import { connected, errorOf } from './setting.js';

const big = Buffer.from(Array.from({ length: 700_000 }, (_, n) => n % 251));

describe('readFile', () => {
  test('brings a file of any size, whatever it holds, and closes it', async () => {
    await using setting = await connected({}, { files: { '/big': big, '/empty': '' } });
    const { fake, agent, clock } = setting;
    // toEqual would compare byte by byte, which takes seconds.
    expect((await clock.runUntil(buffer(agent.readFile('/big')))).equals(big)).toBe(true);
    expect(await clock.runUntil(text(agent.readFile('/empty')))).toBe('');
    expect(fake.files.openHandles).toBe(0);
  });

  test('opens nothing before the first piece is asked for, and closes when the reader leaves', async () => {
    await using setting = await connected({}, { files: { '/big': big } });
    const { fake, agent, clock } = setting;
    const pieces = agent.readFile('/big');
    await clock.advance(0);
    expect(fake.received).toHaveLength(1);
    await clock.runUntil(pieces.next());
    expect(fake.files.openHandles).toBe(1);
    await clock.runUntil(pieces.return());
    expect(fake.files.openHandles).toBe(0);
  });

  test('refuses a file that is larger than allowed', async () => {
    await using setting = await connected({}, { files: { '/big': big } });
    const { fake, agent, clock } = setting;
    const error = await errorOf(clock, buffer(agent.readFile('/big', { maxBytes: 300_000 })));
    expect(error).toMatchObject({ name: 'GuestFileSizeError', maxBytes: 300_000 });
    expect(fake.files.openHandles).toBe(0);
  });

  test('reads in pieces that fit into a message', async () => {
    await using setting = await connected(
      { maxMessageBytes: 2_048 },
      { files: { '/f': big.subarray(0, 5_000) } },
    );
    const { agent, clock } = setting;
    expect(await clock.runUntil(buffer(agent.readFile('/f')))).toEqual(big.subarray(0, 5_000));
  });

  test('ends with its signal, and closes', async () => {
    await using setting = await connected({}, { files: { '/big': big } });
    const { fake, agent, clock } = setting;
    const controller = new AbortController();
    const pieces = agent.readFile('/big', { signal: controller.signal });
    await clock.runUntil(pieces.next());
    controller.abort(new Error('enough'));
    expect(await errorOf(clock, pieces.next())).toMatchObject({ name: 'AbortError' });
    await clock.advance(1_000);
    expect(fake.files.openHandles).toBe(0);
  });

  test('closes the handle that comes after the reader has left', async () => {
    await using setting = await connected({}, { files: { '/f': 'x' } });
    const { fake, agent, clock } = setting;
    fake.on('guest-file-open', () => answer.after(1_000, answer.builtIn));
    const controller = new AbortController();
    clock.setTimer(100, () => controller.abort());
    expect(await errorOf(clock, buffer(agent.readFile('/f', { signal: controller.signal })))).toMatchObject({
      name: 'AbortError',
      outcome: 'unknown',
    });
    expect(clock.now()).toBe(100);
    await clock.advance(2_000);
    expect(fake.received.map(({ name }) => name)).toContain('guest-file-close');
    expect(fake.files.openHandles).toBe(0);
  });

  test.for<[string, object]>([
    ['says another size than it carries', { count: 5, 'buf-b64': 'YQ==', eof: true }],
    [
      'carries more than was asked for',
      { count: 300_000, 'buf-b64': Buffer.alloc(300_000).toString('base64'), eof: false },
    ],
    ['carries nothing and never ends', { count: 0, 'buf-b64': '', eof: false }],
    ['carries no base64', { count: 1, 'buf-b64': '=', eof: true }],
    ['has the wrong shape', { count: -1, 'buf-b64': '', eof: true }],
  ])('does not believe a reply that %s', async ([, reply]) => {
    await using setting = await connected({}, { files: { '/f': 'x' } });
    const { fake, agent, clock } = setting;
    fake.on('guest-file-read', () => reply);
    expect(await errorOf(clock, buffer(agent.readFile('/f')))).toMatchObject({ name: 'GuestReplyError' });
    expect(fake.files.openHandles).toBe(0);
  });

  test('of a file that is not there is rejected', async () => {
    await using setting = await connected();
    const { agent, clock } = setting;
    expect(await errorOf(clock, buffer(agent.readFile('/no')))).toMatchObject({ outcome: 'rejected' });
    expect(await errorOf(clock, buffer(agent.readFile('/n\0')))).toMatchObject({ option: 'path' });
  });
});

describe('writeFile', () => {
  test('writes text, bytes and streams of both, flushes and closes', async () => {
    await using setting = await connected({}, { files: { '/log': 'one\n' } });
    const { fake, agent, clock } = setting;
    expect(await clock.runUntil(agent.writeFile('/text', 'ä\n'))).toBe(3);
    expect(await clock.runUntil(agent.writeFile('/big', big))).toBe(big.length);
    const pieces = async function* () {
      yield 'a';
      await clock.sleep(50);
      yield Buffer.from([0xff, 0]);
    };
    expect(await clock.runUntil(agent.writeFile('/stream', pieces()))).toBe(3);
    expect(await clock.runUntil(agent.writeFile('/log', ['two', '\n'], { append: true }))).toBe(4);
    expect(fake.files.get('/text')).toEqual(Buffer.from('ä\n'));
    expect(fake.files.get('/big')?.equals(big)).toBe(true);
    expect(fake.files.get('/stream')).toEqual(Buffer.from([0x61, 0xff, 0]));
    expect(String(fake.files.get('/log'))).toBe('one\ntwo\n');
    expect(fake.files.openHandles).toBe(0);
    expect(fake.received.filter(({ name }) => name === 'guest-file-flush')).toHaveLength(4);
  });

  test('goes on where the guest wrote only a part', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-file-write', ({ handle, 'buf-b64': bytes }) =>
      fake.files.write(handle, Buffer.from(String(bytes), 'base64').subarray(0, 3).toString('base64')),
    );
    await clock.runUntil(agent.writeFile('/f', '0123456789'));
    expect(String(fake.files.get('/f'))).toBe('0123456789');
  });

  test.for([0, 11])('does not believe that %i of 10 bytes were written', async (count) => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-file-write', () => ({ count, eof: false }));
    expect(await errorOf(clock, agent.writeFile('/f', '0123456789'))).toMatchObject({
      name: 'GuestReplyError',
    });
    expect(fake.files.openHandles).toBe(0);
  });

  test('closes after an error of its source, and tells that one', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-file-close', () => {
      fake.files.forgetHandles();
      throw new Error('close');
    });
    const broken = async function* () {
      yield 'a';
      throw new Error('source');
    };
    expect(await errorOf(clock, agent.writeFile('/f', broken()))).toEqual(new Error('source'));
    expect(fake.files.openHandles).toBe(0);
  });

  test('tells when closing failed: what was written may not be there', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-file-close', () => {
      throw new Error('no space left');
    });
    expect(await errorOf(clock, agent.writeFile('/f', 'x'))).toMatchObject({ desc: 'no space left' });
  });

  test('is not held up for ever by its source', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    const hanging: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => {}),
      }),
    };
    const error = await errorOf(clock, agent.writeFile('/f', hanging, { timeout: 1_000 }));
    expect(error).toMatchObject({ code: 'ERR_GUEST_FILE_TIMEOUT' });
    expect(fake.files.openHandles).toBe(0);
  });

  test('is bounded', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    const endless = function* () {
      for (;;) yield 'x'.repeat(1_000);
    };
    expect(await errorOf(clock, agent.writeFile('/f', endless(), { maxBytes: 10_000 }))).toMatchObject({
      name: 'GuestFileSizeError',
    });
    expect(fake.files.get('/f')).toHaveLength(10_000);
    expect(fake.files.openHandles).toBe(0);
  });

  test.for([undefined, 5, {}])('refuses the source %j', async (source) => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    expect(await errorOf(clock, agent.writeFile('/f', source as unknown as string))).toMatchObject({
      code: 'ERR_OPTION',
      option: 'source',
    });
    expect(fake.received).toHaveLength(1);
  });
});
