import { once } from 'node:events';
import { connect } from 'node:net';
import { all, differs, type Fact, type Group, holds, holdsIf, same } from '../fact.js';

const facts: readonly Fact[] = [
  {
    id: 'one-line-a-message',
    title: 'Each message is one line of ASCII that ends with CRLF',
    async run(context) {
      const { monitor } = await context.paused('-name', 'Gerät ⚙ 𝄞');
      const { name } = await monitor.result<{ name: string }>('query-name');
      await monitor.result('cont');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that they are absent is the point
      const odd = monitor.lines.find((line) => !/^\{[^\x00-\x1f\x7f-\uffff]*\}$/.test(line));
      return all(holdsIf(odd === undefined, `it sends ${odd}`), same(name, 'Gerät ⚙ 𝄞'));
    },
  },
  {
    id: 'pretty',
    title: 'With `pretty=on` a message has many lines',
    async run(context) {
      const guest = await context.start({
        args: (directory) => [
          ...['-S', '-chardev', `socket,id=pretty,path=${directory}/pretty,server=on,wait=off`],
          ...['-mon', 'chardev=pretty,mode=control,pretty=on'],
        ],
      });
      const socket = connect(`${guest.directory}/pretty`);
      context.use({ [Symbol.dispose]: () => void socket.destroy() });
      let text = '';
      while (!text.includes('\n}')) text += (await once(socket, 'data'))[0];
      return holdsIf(/^\{\r?\n {4}"QMP"/.test(text), `it sends ${JSON.stringify(text.slice(0, 30))}`);
    },
  },
  {
    id: 'commands-need-no-newline',
    title: 'Commands need neither a newline nor a write of their own',
    async run(context) {
      const { monitor } = await context.paused();
      monitor.write('{"execute":"query-name","id":1}{"execute":"query-uuid","id":2}');
      return holdsIf(!(await monitor.never(({ id }) => id === 2, 2_000)), 'there is no answer');
    },
  },
  {
    id: 'any-id',
    title: 'The `id` may be any JSON value and is sent back',
    async run(context) {
      const { monitor } = await context.paused();
      const ids = ['text', 7, 1.5, null, true, [1, { a: null }], { any: ['thing'] }];
      for (const id of ids) monitor.write(JSON.stringify({ execute: 'query-name', id }));
      await monitor.result('query-uuid');
      const replies = monitor.messages.filter((message) => 'return' in message).slice(1, -1);
      return same(
        replies.map(({ id }) => id),
        ids,
      );
    },
  },
  {
    id: 'replies-of-any-kind',
    title: 'What is returned may be `{}`, `[]` or an empty text',
    async run(context) {
      const { monitor } = await context.paused();
      const text = await monitor.result('human-monitor-command', { 'command-line': '' });
      return same(
        [await monitor.result('query-migrate'), await monitor.result('query-jobs'), text],
        [{}, [], ''],
      );
    },
  },
  {
    id: 'error-classes',
    title:
      'Errors have the classes CommandNotFound, DeviceNotFound, DeviceNotActive, and for all else GenericError',
    async run(context) {
      const { monitor } = await context.paused();
      const classes = [
        await monitor.refusal('no-such-command'),
        await monitor.refusal('device_del', { id: 'none' }),
        await monitor.refusal('balloon', { value: 1 }),
        await monitor.refusal('query-status', { unexpected: 1 }),
      ];
      return same(classes, ['CommandNotFound', 'DeviceNotFound', 'DeviceNotActive', 'GenericError']);
    },
  },
  {
    id: 'broken-json',
    title: 'Broken JSON draws an error without an `id`',
    async run(context) {
      const { monitor } = await context.paused();
      monitor.write('{"execute": }');
      const message = await monitor.until(({ error }) => error !== undefined);
      return holdsIf(!('id' in message), 'the error has an id');
    },
  },
  {
    id: 'place-of-broken-json',
    title: 'That error tells the line and the byte',
    async run(context) {
      const { monitor } = await context.paused();
      monitor.write('\n\n  {"é": }');
      const { error } = await monitor.until((message) => message.error !== undefined);
      return holdsIf(error?.desc.startsWith('3:10: ') === true, 'it tells no place');
    },
  },
  {
    id: 'byte-ff',
    title: 'The byte 0xFF resets the parser, at the price of one error without an `id`',
    async run(context) {
      const { monitor } = await context.paused();
      monitor.write(Buffer.from('{"execute": "half', 'latin1'));
      monitor.write(Buffer.from([0xff]));
      await monitor.result('query-name');
      const errors = monitor.messages.filter(({ error, id }) => error !== undefined && id === undefined);
      return holdsIf(errors.length === 1, `it costs ${errors.length} errors`);
    },
  },
  {
    id: 'wide-integers',
    title: 'Integers beyond 2^53 are sent, and taken, to the last digit',
    async run(context) {
      const { monitor } = await context.paused('-cpu', 'qemu64,ucode-rev=0xffffffffffffffff');
      const [cpu] = await monitor.result<{ 'qom-path': string }[]>('query-cpus-fast');
      await monitor.result('qom-get', { path: cpu?.['qom-path'], property: 'ucode-rev' });
      const sent = monitor.lines.at(-1) ?? '';
      monitor.write(
        '{"execute":"object-add","arguments":{"qom-type":"iothread","id":"io1","poll-max-ns":9007199254740993},"id":1}',
      );
      const { error } = await monitor.until(({ id }) => id === 1);
      if (error !== undefined) return differs('it refuses a wide integer');
      await monitor.result('qom-get', { path: '/objects/io1', property: 'poll-max-ns' });
      const kept = monitor.lines.at(-1) ?? '';
      return all(
        holdsIf(sent.includes('18446744073709551615'), `it sends ${sent}`),
        holdsIf(kept.includes('9007199254740993'), `it keeps ${kept}`),
      );
    },
  },
  {
    id: 'huge-message',
    title: 'A reply may have more than 100,000 bytes in its one line',
    async run(context) {
      const { monitor } = await context.paused();
      await monitor.result('query-qmp-schema', {}, 20_000);
      return holdsIf((monitor.lines.at(-1) ?? '').length > 100_000, 'the schema is smaller');
    },
  },
  {
    id: 'unread-output',
    title: 'What a client does not read is kept without bound (30 schemas), and other monitors are served',
    async run(context) {
      const guest = await context.start({ args: ['-S'], monitors: 2 });
      const [first = '', second = ''] = guest.qmpPaths;
      const [deaf, other] = [await context.monitor(first), await context.monitor(second)];
      deaf.pause();
      for (let n = 1; n <= 30; n += 1) deaf.execute('query-qmp-schema', `schema ${n}`);
      for (let n = 1; n <= 30; n += 1) await other.result('query-status', {}, 30_000);
      deaf.resume();
      await deaf.until(({ id }) => id === 'schema 30', 30_000);
      return holds;
    },
  },
];

export const framing: Group = { title: 'Framing and values', facts };
