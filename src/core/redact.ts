const HIDDEN = '<redacted>';
/** Nothing honest is nested so deep, and what is must not overflow the stack. */
const DEEPEST = 200;
const TOO_DEEP = '<nested too deep>';

/** Members whose value is a secret wherever they occur in QMP or in a guest agent's commands. */
const SECRET_MEMBERS: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'new-password',
  'passphrase',
  'secret',
  'key',
  'keys',
  'crypted-password',
]);

/** The data of these objects is the secret itself. */
const SECRET_OBJECTS: ReadonlySet<unknown> = new Set(['secret', 'secret_keyring']);

/** HMP commands whose text carries a password. */
const SECRET_HMP = /^\s*(set_password|block_passwd|change\s+vnc\s+passw|object_add\s.*\bsecret)/s;

/**
 * A copy of a command's arguments as they may stand in a log or a record: known secrets are replaced, and whatever
 * surrounds them is kept. The arguments themselves are left alone.
 */
export function redact(value: unknown): unknown {
  return redactTo(DEEPEST, value);
}

function redactTo(depth: number, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((element) => redactTo(depth - 1, element));
  const members: [string, unknown][] = [];
  const ofSecret = SECRET_OBJECTS.has(Reflect.get(value, 'qom-type'));
  for (const [name, member] of Object.entries(value)) {
    const hidden =
      SECRET_MEMBERS.has(name) ||
      (ofSecret && name === 'data') ||
      (name === 'command-line' && typeof member === 'string' && SECRET_HMP.test(member));
    members.push([name, hidden ? HIDDEN : redactTo(depth - 1, member)]);
  }
  return Object.fromEntries(members);
}
