import type { Place } from '../qapi-error.js';

/** When a part of a build's schema is there: a configuration symbol, or a combination of such. */
export type Condition =
  | string
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** What every definition and every part of one can carry. */
export interface Facts {
  /** From its doc comment. */
  readonly since?: string | undefined;
  readonly condition?: Condition | undefined;
  readonly features: readonly string[];
  /** Of a deprecated command: the one to use instead. */
  readonly replacement?: string | undefined;
}

/** A type by its name, or an array of it. */
export interface TypeRef {
  readonly name: string;
  readonly array: boolean;
}

export interface Member extends Facts {
  readonly name: string;
  readonly optional: boolean;
  readonly type: TypeRef;
}

export interface EnumValue extends Facts {
  readonly name: string;
}

export interface Branch extends Facts {
  /** The discriminator's value. */
  readonly value: string;
  readonly type: string;
}

/** What a command takes or an event carries: members, a type that has them, or nothing. */
export type Payload =
  | { readonly kind: 'members'; readonly members: readonly Member[] }
  | { readonly kind: 'type'; readonly name: string };

/** What every definition has. */
export interface Common extends Facts {
  readonly name: string;
  readonly module: string;
  readonly place: Place;
}

export interface EnumDefinition extends Common {
  readonly kind: 'enum';
  readonly values: readonly EnumValue[];
}

export interface StructDefinition extends Common {
  readonly kind: 'struct';
  readonly base?: string | undefined;
  readonly members: readonly Member[];
}

export interface UnionDefinition extends Common {
  readonly kind: 'union';
  /** The members that every branch has, the discriminator among them. */
  readonly base: Payload;
  readonly discriminator: string;
  readonly branches: readonly Branch[];
}

export interface AlternateDefinition extends Common {
  readonly kind: 'alternate';
  readonly alternatives: readonly Member[];
}

export interface CommandDefinition extends Common {
  readonly kind: 'command';
  readonly arguments: Payload;
  readonly returns?: TypeRef | undefined;
  /** Whether success is answered at all. */
  readonly successResponse: boolean;
  readonly allowOob: boolean;
  /** Whether arguments beyond those listed are taken. */
  readonly openArguments: boolean;
}

export interface EventDefinition extends Common {
  readonly kind: 'event';
  readonly data: Payload;
}

export type TypeDefinition = EnumDefinition | StructDefinition | UnionDefinition | AlternateDefinition;
export type Definition = TypeDefinition | CommandDefinition | EventDefinition;

/** All definitions of one version, by name. */
export interface Schema {
  readonly version: string;
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** No members. */
export const NOTHING: Payload = { kind: 'members', members: [] };

/** The module of what no definitions are known of: a running QEMU does not tell it. */
export const NO_MODULE = 'other';
