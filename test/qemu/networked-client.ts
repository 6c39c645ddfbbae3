// A client in a process of its own, so that it can be in a network of its own. Run by half-open-tcp.test.ts.
import { createInterface } from 'node:readline';
import { QmpClient } from 'qmp-watchdog';

const [host = '', port = ''] = process.argv.slice(2);

const say = (what: object): void => void process.stdout.write(`${JSON.stringify(what)}\n`);

/** As errors tell of themselves, over JSON. */
const facts = (error: { name?: string; code?: string }): object => ({ name: error.name, code: error.code });

try {
  const client = await QmpClient.connect({ host, port: Number(port) }, { greetingTimeout: 500 });
  say({ connected: true });
  void client.closed.then(({ kind, error }) => say({ closed: { kind, ...facts(error ?? {}) } }));
  createInterface({ input: process.stdin }).on('line', async (line) => {
    if (line === 'ask') {
      const { status } = await client.execute('query-status', {}, { timeout: Number.POSITIVE_INFINITY });
      say({ status });
    } else if (line === 'liveness') say({ verdict: (await client.liveness({ timeout: 300 })).verdict });
  });
} catch (error) {
  say({ refused: facts(error as Error) });
}
