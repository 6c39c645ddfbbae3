/** An object type: its members, and the branches that its discriminator chooses from. */
export interface ObjectType {
  readonly kind: 'object';
  /** By member: its type's name. */
  readonly members: ReadonlyMap<string, string>;
  readonly tag: string | undefined;
  /** By the discriminator's value: the object type with the branch's members. */
  readonly branches: ReadonlyMap<string, string>;
}

/** A type, as far as a path can lead through it. */
export type SchemaType =
  | ObjectType
  | { readonly kind: 'enum'; readonly values: ReadonlySet<string> }
  /** An array, which has one type behind it, or an alternate, which has several. */
  | { readonly kind: 'through'; readonly types: readonly string[] }
  /** A builtin, or what a newer QEMU has. */
  | { readonly kind: 'opaque' };

/** A command or an event. */
export interface Wire {
  readonly features: readonly string[];
  /** The type of its arguments or data. */
  readonly taken: string;
}

export interface WireCommand extends Wire {
  readonly returned: string;
  readonly allowOob: boolean;
}

/** All that is kept of a reply. */
export interface SchemaFacts {
  readonly commands: ReadonlyMap<string, WireCommand>;
  readonly events: ReadonlyMap<string, Wire>;
  readonly types: ReadonlyMap<string, SchemaType>;
}
