import { showCondition } from '../definitions/condition.js';
import { NO_MODULE } from '../definitions/types.js';
import type { Life, MergedDefinition, MergedValue } from '../merge/types.js';
import type { EmitOptions } from './options.js';

/** The manual's list of what QEMU has no longer. */
const REMOVED = 'https://www.qemu.org/docs/master/about/removed-features.html';

/** What is known of a type, above its declaration. */
export function typeDoc(definition: MergedDefinition, summary: string): readonly string[] {
  const values = definition.kind === 'enum' ? valueLines(definition.values) : [];
  return [summary, ...condition(definition.life), ...values, ...tags(definition.life, true)];
}

/** What is known of a command or an event, with the place where QEMU's manual describes it. */
export function wireDoc(definition: MergedDefinition, options: EmitOptions): readonly string[] {
  const { kind, name, module, life } = definition;
  const { page, namespace } = options.manual;
  const url = life.gone === undefined ? `${page}#${kind}-${namespace}-${module}.${name}` : REMOVED;
  const see = module === NO_MODULE ? [] : [`@see {@link ${url}}`];
  return [...condition(life), ...see, ...tags(life, true)];
}

/** What is known of a member. */
export function memberDoc(life: Life): readonly string[] {
  return [...condition(life), ...tags(life, life.later)];
}

/** Text, which must come before all tags. */
function condition(life: Life): readonly string[] {
  return life.condition === undefined ? [] : [`Only in builds with ${showCondition(life.condition)}.`];
}

function tags(life: Life, withSince: boolean): readonly string[] {
  return [
    ...(withSince && life.since !== undefined ? [`@since ${since(life.since)}`] : []),
    ...(life.gone === undefined ? [] : [`@deprecated Gone as of QEMU ${life.gone} at the latest.`]),
    ...(life.gone !== undefined || life.deprecated === undefined
      ? []
      : [`@deprecated As of QEMU ${life.deprecated} at the latest${instead(life)}.`]),
    ...(life.unstable ? ['@experimental'] : []),
  ];
}

function instead({ replacement }: Life): string {
  return replacement === undefined ? '' : `: QEMU names \`${replacement}\` instead`;
}

/** A line for each value of which there is something to tell. */
function valueLines(values: readonly MergedValue[]): readonly string[] {
  return values.flatMap(({ name, life }) => {
    const facts = [
      ...(life.later && life.since !== undefined ? [`since ${since(life.since)}`] : []),
      ...(life.gone === undefined ? [] : [`gone as of QEMU ${life.gone} at the latest`]),
      ...(life.deprecated === undefined ? [] : [`deprecated as of QEMU ${life.deprecated} at the latest`]),
      ...(life.unstable ? ['unstable'] : []),
      ...(life.condition === undefined ? [] : [`only in builds with ${showCondition(life.condition)}`]),
    ];
    return facts.length === 0 ? [] : [`- \`${name}\`: ${facts.join('; ')}`];
  });
}

function since({ version, atMost }: NonNullable<Life['since']>): string {
  return `QEMU ${version}${atMost ? ' at the latest' : ''}`;
}
