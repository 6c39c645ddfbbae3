/** Where it is, and what its environment needs; `undefined` when it has not been fetched. */
export function findMakedumpfile():
  | { readonly program: string; readonly env: Readonly<Record<string, string>> }
  | undefined;
