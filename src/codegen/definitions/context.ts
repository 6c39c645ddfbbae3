import { list, type Node, type ObjectNode, required, string } from '../language/node.js';
import type { SinceFacts } from '../language/since.js';
import { condition } from './condition.js';
import type { Common, Facts } from './types.js';

/** An expression to be understood, and what is known of it besides. */
export interface Source {
  readonly node: ObjectNode;
  readonly module: string;
  readonly since: SinceFacts;
  /** The command to use instead of a deprecated one, as its doc comment says. */
  readonly replacement?: string | undefined;
}

/** The keys that every kind of definition may have. */
export const COMMON_KEYS: readonly string[] = ['if', 'features'];

/** Name, module, place and facts of a definition. */
export function common(source: Source, kind: string): Common {
  const { node, module, since, replacement } = source;
  const name = string(required(node, kind), `the name of ${kind}`);
  return { name, module, place: node.place, replacement, ...facts(node, since.definition) };
}

/** `if` and `features` of an object, with its `since`. */
export function facts(node: ObjectNode | undefined, since: string | undefined): Facts {
  const features = node?.entries.get('features');
  return {
    since,
    condition: condition(node?.entries.get('if')),
    features: features === undefined ? [] : list(features, "a list under 'features'").map(featureName),
  };
}

/** A feature that a build's configuration decides is a feature all the same. */
function featureName(node: Node): string {
  return node.kind === 'object'
    ? string(required(node, 'name'), 'the name of a feature')
    : string(node, 'a feature');
}
