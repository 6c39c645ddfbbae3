import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { messageOf, nonEmpty, OptionError } from '../../core/index.js';

/** The largest script: bytes. */
const MOST = 65_536;

/** The bytes of a script's file, read once, at the start. @throws {@link OptionError} */
export function readScript(where: string, path: string): Buffer {
  nonEmpty(where, path);
  let file: number | undefined;
  try {
    // Else a pipe would be waited for.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(file);
    // Anything else might never end.
    if (!stat.isFile()) throw new OptionError(where, path, 'a regular file');
    if (stat.size === 0 || stat.size > MOST)
      throw new OptionError(where, path, `a file of 1 to ${MOST} bytes; this one has ${stat.size}`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof OptionError) throw error;
    throw new OptionError(where, path, `a file that can be read: ${messageOf(error)}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
