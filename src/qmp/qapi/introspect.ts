// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments } from './open-types.js';

/**
 * QAPI's `JSONType`.
 * @since QEMU 2.5
 */
export type JSONType =
  | 'string'
  | 'number'
  | 'int'
  | 'boolean'
  | 'null'
  | 'object'
  | 'array'
  | 'value'
  | Newer;

/** What all of `SchemaInfo` have. */
export interface SchemaInfoBase {
  readonly name: string;
  readonly features?: readonly string[];
}

/**
 * QAPI's `SchemaInfo`.
 * @since QEMU 2.5
 */
export type SchemaInfo =
  | (SchemaInfoBase & SchemaInfoBuiltin & { readonly 'meta-type': 'builtin' })
  | (SchemaInfoBase & SchemaInfoEnum & { readonly 'meta-type': 'enum' })
  | (SchemaInfoBase & SchemaInfoArray & { readonly 'meta-type': 'array' })
  | (SchemaInfoBase & SchemaInfoObject & { readonly 'meta-type': 'object' })
  | (SchemaInfoBase & SchemaInfoAlternate & { readonly 'meta-type': 'alternate' })
  | (SchemaInfoBase & SchemaInfoCommand & { readonly 'meta-type': 'command' })
  | (SchemaInfoBase & SchemaInfoEvent & { readonly 'meta-type': 'event' })
  | (SchemaInfoBase & { readonly 'meta-type': Newer; readonly [member: string]: unknown });

/**
 * QAPI's `SchemaInfoAlternate`.
 * @since QEMU 2.5
 */
export interface SchemaInfoAlternate {
  readonly members: readonly SchemaInfoAlternateMember[];
}

/**
 * QAPI's `SchemaInfoAlternateMember`.
 * @since QEMU 2.5
 */
export interface SchemaInfoAlternateMember {
  readonly type: string;
}

/**
 * QAPI's `SchemaInfoArray`.
 * @since QEMU 2.5
 */
export interface SchemaInfoArray {
  readonly 'element-type': string;
}

/**
 * QAPI's `SchemaInfoBuiltin`.
 * @since QEMU 2.5
 */
export interface SchemaInfoBuiltin {
  readonly 'json-type': JSONType;
}

/**
 * QAPI's `SchemaInfoCommand`.
 * @since QEMU 2.5
 */
export interface SchemaInfoCommand {
  readonly 'arg-type': string;
  readonly 'ret-type': string;
  readonly 'allow-oob'?: boolean;
}

/**
 * QAPI's `SchemaInfoEnum`.
 * @since QEMU 2.5
 */
export interface SchemaInfoEnum {
  /** @since QEMU 6.2 */
  readonly members?: readonly SchemaInfoEnumMember[];
  /** @deprecated As of QEMU 7.2 at the latest. */
  readonly values: readonly string[];
}

/**
 * QAPI's `SchemaInfoEnumMember`.
 * @since QEMU 6.2
 */
export interface SchemaInfoEnumMember {
  readonly name: string;
  readonly features?: readonly string[];
}

/**
 * QAPI's `SchemaInfoEvent`.
 * @since QEMU 2.5
 */
export interface SchemaInfoEvent {
  readonly 'arg-type': string;
}

/**
 * QAPI's `SchemaInfoObject`.
 * @since QEMU 2.5
 */
export interface SchemaInfoObject {
  readonly members: readonly SchemaInfoObjectMember[];
  readonly tag?: string;
  readonly variants?: readonly SchemaInfoObjectVariant[];
}

/**
 * QAPI's `SchemaInfoObjectMember`.
 * @since QEMU 2.5
 */
export interface SchemaInfoObjectMember {
  readonly name: string;
  readonly type: string;
  readonly default?: unknown;
  readonly features?: readonly string[];
}

/**
 * QAPI's `SchemaInfoObjectVariant`.
 * @since QEMU 2.5
 */
export interface SchemaInfoObjectVariant {
  readonly case: string;
  readonly type: string;
}

/**
 * QAPI's `SchemaMetaType`.
 * @since QEMU 2.5
 */
export type SchemaMetaType =
  | 'builtin'
  | 'enum'
  | 'array'
  | 'object'
  | 'alternate'
  | 'command'
  | 'event'
  | Newer;

/** The commands of QAPI's module `introspect`. */
export interface IntrospectCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-introspect.query-qmp-schema}
   * @since QEMU 2.5
   */
  'query-qmp-schema': { arguments: NoArguments; returns: readonly SchemaInfo[] };
}
