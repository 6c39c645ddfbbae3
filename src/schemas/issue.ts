/** What is wrong with a value, and where in it. */
export interface Issue {
  /** The keys and indexes that lead to the place; empty for the value itself. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The issues of a failed check, without a type of the library that found them. */
export function issuesOf(
  error:
    | { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }
    | undefined,
): readonly Issue[] {
  return (error?.issues ?? []).map(({ path, message }) => ({
    path: path.map((key) => (typeof key === 'number' ? key : String(key))),
    message,
  }));
}
