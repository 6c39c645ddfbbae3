import { log, messageOf } from '../../core/index.js';
import type { PetContext, PetSink, PetSource } from '../pet-source.js';
import { type DatagramChannel, describeChannel, isDatagramChannel, type PetChannel } from './channel.js';
import { followConnection } from './connecting.js';
import { followDatagrams } from './datagrams.js';
import { followListening } from './listening.js';
import type { CheckedPetOptions } from './options.js';
import type { NewReader, PetRun } from './run.js';
import { followStream } from './streaming.js';
import { Told } from './told.js';

/**
 * Assembles a source from its channel and from what it makes of the bytes. The options have been checked. `begin` is
 * called for each run: what a run remembers over its connections is its own.
 */
export function petSource(
  kind: string,
  channel: PetChannel | DatagramChannel,
  options: CheckedPetOptions,
  begin: () => NewReader,
): PetSource {
  const name = `${kind} from ${describeChannel(channel)}`;
  return {
    name,
    start: (sink, context) => start(name, sink, context, (run) => follow(channel, options, run), begin()),
  };
}

async function follow(
  channel: PetChannel | DatagramChannel,
  options: CheckedPetOptions,
  run: PetRun,
): Promise<void> {
  if ('stream' in channel) await followStream(channel.stream, run);
  else if (isDatagramChannel(channel)) await followDatagrams(channel.listen.udp, options.backoff, run);
  else if ('listen' in channel) await followListening(channel.listen, options.backoff, run);
  else await followConnection(channel, options, run);
}

function start(
  name: string,
  sink: PetSink,
  context: PetContext,
  channel: (run: PetRun) => Promise<void>,
  newReader: NewReader,
): AsyncDisposable {
  const ending = new AbortController();
  const told = new Told(name, sink);
  const done = begin();
  return {
    [Symbol.asyncDispose]() {
      told.end();
      ending.abort();
      return done;
    },
  };

  async function begin(): Promise<void> {
    // The caller is to have what it disposes of before it is told anything.
    await null;
    const run: PetRun = {
      clock: context.clock,
      signal: ending.signal,
      told,
      log: log('pets'),
      name,
      newReader,
    };
    try {
      await channel(run);
    } catch (error) {
      // Nobody awaits a source that runs: the sink is the one to know that nothing more will come.
      told.closed(`it can not be followed any more: ${messageOf(error)}`);
    }
  }
}
