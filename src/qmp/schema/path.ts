import { OptionError } from '../../core/index.js';

/** A member, and the value that it is asked for. */
export interface Step {
  readonly member: string;
  readonly value: string | undefined;
}

/** A path of `RuntimeSchema.has`, taken apart. */
export interface SchemaPath {
  /** Of a command or an event. */
  readonly name: string;
  /** Whether it leads into what a command returns, not into its arguments. */
  readonly returned: boolean;
  /** Asked of what is returned itself, where that is an enum. */
  readonly value: string | undefined;
  readonly steps: readonly Step[];
}

/** Longer than any that leads somewhere. */
const LONGEST = 1_000;
/** What QAPI makes names of, downstream's included. */
const NAME = /^[\w.-]+$/;
const RETURN = 'return';

/** @throws {@link OptionError} */
export function readPath(path: string): SchemaPath {
  const wrong = (what: string): OptionError =>
    new OptionError(
      'path',
      path,
      `a path such as 'set-action/panic=pause' or 'query-block:return/device': ${what}`,
    );
  if (typeof path !== 'string') throw wrong('it is no string');
  if (path.length > LONGEST) throw wrong(`it is longer than ${LONGEST} characters`);
  const [head = '', ...rest] = path.split('/');
  const steps = rest.map((text, at) => {
    const [member, value] = readStep(text, wrong, `step ${at + 1}, '${text}'`);
    return { member, value };
  });
  const [target, value] = readStep(head, wrong, `its beginning, '${head}'`, /^[\w.:-]+$/);
  const [name = '', marker, ...more] = target.split(':');
  if (!NAME.test(name)) throw wrong('it must begin with the name of a command or event');
  if (marker !== undefined && (marker !== RETURN || more.length > 0))
    throw wrong(`after the name and ':' only '${RETURN}' may stand`);
  if (value !== undefined && marker === undefined)
    throw wrong(`'=${value}' must follow a member, or ':${RETURN}'`);
  return { name, returned: marker !== undefined, value, steps };
}

function readStep(
  text: string,
  wrong: (what: string) => OptionError,
  where: string,
  pattern: RegExp = NAME,
): readonly [name: string, value: string | undefined] {
  const [name = '', value, ...more] = text.split('=');
  if (name === '') throw wrong(`${where}, has no name`);
  if (!pattern.test(name)) throw wrong(`${where}, has a character that is in no name of QAPI's`);
  if (more.length > 0) throw wrong(`${where}, has more than one '='`);
  if (value === '') throw wrong(`${where}, has no value after '='`);
  return [name, value];
}
