/** What `all` has under a name that a user chose: `constructor` is in every object, and nobody put it there. */
export function own<T>(all: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(all, name) ? all[name] : undefined;
}
