/**
 * Begins to load now what will be asked for when something has failed: that may be the very disk that the code lies on.
 * What it could not load is told to whoever asks.
 */
export function beforehand<Module>(loading: Promise<Module>): () => Promise<Module> {
  loading.catch(() => {});
  return () => loading;
}
