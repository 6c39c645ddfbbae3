import type { PetSink, PetSource } from './pet-source.js';

/**
 * A source whose lost channel counts as silence, once a first sign of life has come over it: for a peer whose end is known
 * by nothing but the end of its connection. The end of a network looks the same. The channel stays proven by that, too:
 * whoever connects after the peer was lost changes nothing.
 */
export function silentWhenLost(source: PetSource): PetSource {
  return {
    name: source.name,
    ...(source.longestSilence !== undefined && { longestSilence: source.longestSilence }),
    start(sink, context) {
      let known = false;
      const told: PetSink = {
        pet() {
          known = true;
          sink.pet();
        },
        opened() {
          // What it had been silent for before it came back is silence all the same.
          if (!known) sink.opened();
        },
        closed(reason) {
          if (!known) sink.closed(reason);
        },
        failed: (reason) => sink.failed(reason),
        triggered: () => sink.triggered(),
        heard: () => sink.heard(),
        refused: (reason) => sink.refused(reason),
        paused: (reason, max) => sink.paused(reason, max),
        resumed: (reason) => sink.resumed(reason),
        asked: (timeout) => sink.asked(timeout),
      };
      return source.start(told, context);
    },
  };
}
