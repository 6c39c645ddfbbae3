export function findOcf():
  | { readonly tester: string; readonly root: string; readonly path: readonly string[] }
  | undefined;
