import type { Condition, TypeRef } from '../definitions/types.js';

/** What is known, over all versions, of a definition or of a part of one. */
export interface Life {
  /** Since which version it is there, as exactly as is known; `atMost` when it may have come earlier. */
  readonly since?: { readonly version: string; readonly atMost: boolean } | undefined;
  /** Whether it came after the oldest version that was merged. */
  readonly later: boolean;
  /** The first version without it, after the last that has it. */
  readonly gone?: string | undefined;
  /** The first of the merged versions in which it is deprecated, when the last that has it says so. */
  readonly deprecated?: string | undefined;
  /** The command that QEMU names in place of a deprecated one. */
  readonly replacement?: string | undefined;
  readonly unstable: boolean;
  readonly condition?: Condition | undefined;
}

export interface MergedMember {
  readonly name: string;
  /** Whether every build of every version that has the owner has it. */
  readonly required: boolean;
  /** Its types, the newest version's first: nearly always one. */
  readonly types: readonly TypeRef[];
  readonly life: Life;
}

export interface MergedValue {
  readonly name: string;
  readonly life: Life;
}

export interface MergedBranch {
  readonly value: string;
  readonly types: readonly string[];
  readonly life: Life;
}

export type MergedPayload =
  | { readonly kind: 'members'; readonly members: readonly MergedMember[] }
  /** One of these types: nearly always one. */
  | { readonly kind: 'types'; readonly names: readonly string[] };

interface Common {
  readonly name: string;
  /** The newest version's. */
  readonly module: string;
  readonly life: Life;
}

export interface MergedEnum extends Common {
  readonly kind: 'enum';
  readonly values: readonly MergedValue[];
}

export interface MergedStruct extends Common {
  readonly kind: 'struct';
  /** Only where all versions agree on it; otherwise its members are among the struct's own. */
  readonly base?: string | undefined;
  readonly members: readonly MergedMember[];
}

export interface MergedUnion extends Common {
  readonly kind: 'union';
  readonly discriminator: string;
  /** The enum of the discriminator, in the newest version. */
  readonly tag: string;
  /** The members of every branch, the discriminator excepted. */
  readonly common: readonly MergedMember[];
  /** One for each value of the discriminator. */
  readonly branches: readonly MergedBranch[];
  /** What it was while it was a struct without a discriminator. */
  readonly former?: readonly MergedMember[] | undefined;
}

export interface MergedAlternate extends Common {
  readonly kind: 'alternate';
  readonly types: readonly TypeRef[];
}

export interface MergedCommand extends Common {
  readonly kind: 'command';
  readonly arguments: MergedPayload;
  /** Its types, the newest version's first; none when it returns nothing. */
  readonly returns: readonly TypeRef[];
  readonly successResponse: boolean;
  readonly allowOob: boolean;
  readonly openArguments: boolean;
}

export interface MergedEvent extends Common {
  readonly kind: 'event';
  readonly data: MergedPayload;
}

export type MergedType = MergedEnum | MergedStruct | MergedUnion | MergedAlternate;
export type MergedDefinition = MergedType | MergedCommand | MergedEvent;

/** The definitions of several versions as one set, sorted by name. */
export interface MergedSchema {
  /** From the oldest to the newest. */
  readonly versions: readonly string[];
  readonly definitions: ReadonlyMap<string, MergedDefinition>;
}
