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
 * What a command's arguments, or anything else, may look like in a log or a record: known secrets are replaced, in copies of
 * what surrounds them. What holds no secret is returned as it is; nothing is changed.
 */
export function redact(value: unknown): unknown {
  return redactTo(DEEPEST, value);
}

function redactTo(depth: number, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return TOO_DEEP;
  let copy: object | undefined;
  const ofSecret = SECRET_OBJECTS.has(Reflect.get(value, 'qom-type'));
  for (const name of Object.keys(value)) {
    const member: unknown = Reflect.get(value, name);
    const safe = isSecret(name, member, ofSecret) ? HIDDEN : redactTo(depth - 1, member);
    if (safe === member) continue;
    copy ??= Array.isArray(value) ? [...value] : { ...value };
    Reflect.set(copy, name, safe);
  }
  return copy ?? value;
}

function isSecret(name: string, member: unknown, ofSecret: boolean): boolean {
  return (
    SECRET_MEMBERS.has(name) ||
    (ofSecret && name === 'data') ||
    (name === 'command-line' && typeof member === 'string' && SECRET_HMP.test(member))
  );
}
