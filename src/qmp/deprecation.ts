import { type Log, log } from '../core/index.js';
import { DEPRECATED_ARGUMENTS, DEPRECATED_COMMANDS } from './qapi/deprecated.js';

/** Of `DEBUG=qmp-watchdog:deprecated`: what is used although some known version of QEMU deprecates it. */
export const deprecationLog: Log = log('deprecated');

const told = new Set<string>();

/** Tells, once a process for each command and each argument, what is deprecated. Ask whether the log is enabled first. */
export function tellDeprecation(
  command: string,
  args: object | undefined,
  write: (format: string, ...values: unknown[]) => void = deprecationLog,
): void {
  const replacement = own(DEPRECATED_COMMANDS, command);
  if (replacement !== undefined && isNews(command)) {
    if (replacement === '') write('%s is deprecated; QEMU names no replacement', command);
    else write('%s is deprecated; QEMU names %s instead', command, replacement);
  }
  for (const argument of own(DEPRECATED_ARGUMENTS, command) ?? []) {
    if (args !== undefined && Reflect.get(args, argument) !== undefined && isNews(`${command}/${argument}`))
      write('%s: its argument %s is deprecated', command, argument);
  }
}

/** A command may be called whatever an object inherits. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function isNews(what: string): boolean {
  if (told.has(what)) return false;
  told.add(what);
  return true;
}
