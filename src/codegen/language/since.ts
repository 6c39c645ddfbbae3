/** From which version on a definition and its parts exist, as its doc comment says. */
export interface SinceFacts {
  readonly definition?: string | undefined;
  /** By the name of the member, argument or value. */
  readonly parts: ReadonlyMap<string, string>;
}

const VERSION = String.raw`since:?\s+(?:QEMU\s+)?(\d+\.\d+(?:\.\d+)?)`;
const OF_DEFINITION = new RegExp(String.raw`^\s*${VERSION}(.*)`, 'i');
const OF_PART = new RegExp(String.raw`\([^()]*?${VERSION}[^()]*\)`, 'i');
const IN_BRACKETS = /([\w-]+) since (\d+\.\d+)/gi;

/** Reads the version numbers out of a doc comment; nothing else of it is kept. */
export function sinceFacts(doc: string | undefined): SinceFacts {
  const parts = new Map<string, string>();
  let definition: string | undefined;
  let part: string | undefined;
  let described = '';
  const endPart = (): void => {
    const version = OF_PART.exec(described.replaceAll(/\s+/g, ' '))?.[1];
    if (part !== undefined && version !== undefined) parts.set(part, normal(version));
    part = undefined;
    described = '';
  };
  let inFeatures = false;
  for (const line of doc?.split('\n') ?? []) {
    const start = /^@([\w-]+):(.*)/.exec(line);
    const whole = OF_DEFINITION.exec(line);
    if (start !== null) {
      endPart();
      // The first one names the definition itself, and what follows "Features:" is no member.
      part = inFeatures ? undefined : start[1];
      described = start[2] ?? '';
    } else if (/^Features:/.test(line)) {
      endPart();
      inFeatures = true;
    } else if (whole !== null && !/^\s{4}/.test(line)) {
      endPart();
      definition = normal(whole[1] ?? '');
      for (const [, name = '', version = ''] of (whole[2] ?? '').matchAll(IN_BRACKETS))
        parts.set(name, normal(version));
    } else if (/^(Returns|Errors|Notes?|Examples?|TODO|\.\. )/.test(line)) {
      endPart();
    } else described += ` ${line}`;
  }
  endPart();
  return { definition, parts };
}

/** `0.14.0` is 0.14. */
function normal(version: string): string {
  return version.replace(/^(\d+\.\d+)\.0$/, '$1');
}
