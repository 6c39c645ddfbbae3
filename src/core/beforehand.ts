import { messageOf } from './errors.js';

/**
 * Begins to load now what will be asked for when something has failed: that may be the very disk that the code lies on.
 * What it could not load is warned of at once, while there is time to see to it, and told to whoever asks. It is not tried
 * again: Node keeps a module that could not be read as one that can not be.
 */
export function beforehand<Module>(loading: Promise<Module>): () => Promise<Module> {
  loading.catch((error: unknown) => {
    process.emitWarning(
      `what an action needs could not be loaded, and it will fail until this process is restarted: ${messageOf(error)}`,
      { type: 'QmpWatchdogLoadWarning' },
    );
  });
  return () => loading;
}
