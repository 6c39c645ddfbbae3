// A supervisor in a process of its own, so that it can be stopped and blocked. Run by stalled-supervisor.test.ts.
import { createInterface } from 'node:readline';
import { act, on, type PetSource, pets, QmpClient, Supervisor, Watchdog } from 'qmp-watchdog';

const [qmpPath = '', serialPath = '', timeout = ''] = process.argv.slice(2);

const say = (what: object): void => void process.stdout.write(`${JSON.stringify(what)}\n`);

/** What everybody writes first: a timer that each pet sets anew. */
function naive(milliseconds: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => say({ naive: 'expired' }), milliseconds);
    timer.unref();
  };
}

/** The same pets for both. */
function heardBy(source: PetSource, heard: () => void): PetSource {
  return {
    name: source.name,
    start: (sink, context) =>
      source.start(
        Object.create(sink, {
          pet: {
            value: () => {
              heard();
              sink.pet();
            },
          },
        }) as typeof sink, // All the rest is the sink's.
        context,
      ),
  };
}

const dog = new Watchdog({
  id: 'guest',
  timeout: Number(timeout),
  pets: heardBy(pets.lines({ path: serialPath }, { line: /^HB / }), naive(Number(timeout))),
});
const vm = await QmpClient.connect({ path: qmpPath });
const supervisor = new Supervisor({
  vm,
  watchdogs: [dog],
  policies: [{ name: 'hung guest', on: on.expired(dog), do: act.systemReset() }],
  mode: 'enforce',
  journal: 'none',
});
supervisor.on('record', (record) => say({ record }));

createInterface({ input: process.stdin }).on('line', (line) => {
  const [word, duration] = line.split(' ');
  if (word === 'count') say({ petCount: dog.snapshot.petCount, state: dog.state });
  else if (word === 'block') {
    say({ blocking: true });
    const end = performance.now() + Number(duration);
    while (performance.now() < end);
  }
});
await supervisor.run();
