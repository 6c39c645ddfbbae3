// Certificates of a small authority, made by openssl: for QEMU in a directory as its tls-creds-x509 wants it, and for us.
import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate and its key, in PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** An authority and whom it has certified. */
export class Authority implements AsyncDisposable {
  /** Holds `ca-cert.pem`, and what {@link Authority.certify} wrote: QEMU's `dir`. */
  readonly directory: string;
  readonly ca: string;

  private constructor(directory: string, ca: string) {
    this.directory = directory;
    this.ca = ca;
  }

  static async create(): Promise<Authority> {
    const directory = await mkdtemp(join(tmpdir(), 'certificates-'));
    const at = (name: string): string => join(directory, name);
    await request(at('ca'), 'the tests', [
      '-x509',
      '-days',
      '2',
      '-addext',
      'basicConstraints=critical,CA:TRUE',
    ]);
    return new Authority(directory, await readFile(at('ca-cert.pem'), 'utf8'));
  }

  /** Certifies `name`, for a server that is reached as `names`, or a client. QEMU finds it as `role`. */
  async certify(role: 'server' | 'client' | 'other', name: string, names: string[] = []): Promise<Identity> {
    const at = join(this.directory, role);
    await request(at, name, []);
    const usage = role === 'server' ? 'serverAuth' : 'clientAuth';
    const alternatives = names.length === 0 ? '' : `subjectAltName=${names.join(',')}\n`;
    await writeFile(`${at}.ext`, `extendedKeyUsage=${usage}\n${alternatives}`);
    const ca = join(this.directory, 'ca');
    await openssl([
      ...['x509', '-req', '-days', '2', '-in', `${at}-cert.pem`, '-out', `${at}-cert.pem`],
      ...['-CA', `${ca}-cert.pem`, '-CAkey', `${ca}-key.pem`, '-extfile', `${at}.ext`],
      // Not from a file that two of them would write at a time.
      ...['-set_serial', `0x${randomBytes(8).toString('hex')}`],
    ]);
    const [cert, key] = await Promise.all([
      readFile(`${at}-cert.pem`, 'utf8'),
      readFile(`${at}-key.pem`, 'utf8'),
    ]);
    return { cert, key };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Writes a key, and a certificate or the request for one. */
async function request(at: string, name: string, extra: readonly string[]): Promise<void> {
  await openssl([
    ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${name}`],
    ...['-keyout', `${at}-key.pem`, '-out', `${at}-cert.pem`, ...extra],
  ]);
}

async function openssl(args: readonly string[]): Promise<void> {
  await run('openssl', args);
}
