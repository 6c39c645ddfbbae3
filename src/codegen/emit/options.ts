/** How a set of definitions becomes files. */
export interface EmitOptions {
  /** Begins the names that the index declares: `Guest` makes `GuestCommandMap`. */
  readonly prefix: string;
  /** From where the files import `Newer`, `NoArguments`, `NoData` and `WideInt`. */
  readonly openTypes: string;
  /** Whether the index is an entry of this package: it exports the open types, too, and says what it needs. */
  readonly isEntry: boolean;
  /** The page of QEMU's manual, and the name that it has for the schema. */
  readonly manual: { readonly page: string; readonly namespace: string };
  /** Other names for modules. */
  readonly modules: ReadonlyMap<string, string>;
  /** The members of type `int` that may exceed 2^53, as `Type.member`, `command.argument` or `command.returns`. */
  readonly wideIntegers: ReadonlySet<string>;
  /** From whose definitions the files were generated, for their first line. */
  readonly origin: string;
}

/** A file to be written. */
export interface EmittedFile {
  readonly name: string;
  readonly text: string;
}
