import type { Source } from '../definitions/context.js';

/** The part of a doc comment that says why something is deprecated. */
const DEPRECATED = /^@deprecated:(.*(?:\n(?!\s*$|@).*)*)/m;
/** Quoted in three ways, by the version. A condition before or a second advice after it are for people to weigh. */
const INSTEAD = /\bUse (?:`([\w-]+)`|'([\w-]+)'|@([\w-]+)) instead\b/;

/** What a doc comment says to use instead; nothing else of it is kept. */
export function replacementIn(doc: string | undefined): string | undefined {
  const told = DEPRECATED.exec(doc ?? '')?.[1]?.replaceAll(/\s+/g, ' ');
  return INSTEAD.exec(told ?? '')
    ?.slice(1)
    .find((name) => name !== undefined);
}

/** Keeps a replacement only where a command replaces a command: anything else is a member, or a misreading. */
export function commandReplacements(sources: readonly Source[]): readonly Source[] {
  const commandOf = ({ node }: Source): string | undefined => {
    const name = node.entries.get('command');
    return name?.kind === 'string' ? name.value : undefined;
  };
  const commands = new Set(sources.map(commandOf));
  return sources.map((source) => {
    const { replacement, ...rest } = source;
    const replaces =
      commandOf(source) !== undefined && replacement !== undefined && commands.has(replacement);
    return replaces ? source : rest;
  });
}
