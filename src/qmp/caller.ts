import type { QmpClient } from './client.js';

/** A QEMU that connected to a {@link QmpListener}, greeted, negotiated, and said who it is. */
export interface QmpCaller {
  /** The session. It belongs to whoever gets it. */
  readonly client: QmpClient;
  /** Its `-uuid`, in lower case; undefined when it has none. */
  readonly uuid: string | undefined;
  /** Its `-name`; undefined when it has none. */
  readonly name: string | undefined;
}

/** What QEMU says when it was started without `-uuid`. */
const NO_UUID = '00000000-0000-0000-0000-000000000000';

/** Asks who it is. @throws what `execute` throws. */
export async function identify(client: QmpClient, timeout: number): Promise<QmpCaller> {
  const [uuid, name] = await Promise.all([
    client.execute('query-uuid', {}, { timeout }),
    client.execute('query-name', {}, { timeout }),
  ]);
  const said = uuid.UUID.toLowerCase();
  return { client, uuid: said === NO_UUID ? undefined : said, name: name.name };
}

/** What two sessions of the same VM have in common; undefined when nothing tells. */
export function identityOf({ uuid, name }: Omit<QmpCaller, 'client'>): string | undefined {
  return uuid ?? (name === undefined ? undefined : `name:${name}`);
}

/** Who is wanted, or who it is, in words. */
export function describeIdentity({ uuid, name }: Omit<QmpCaller, 'client'>): string {
  const words = [
    ...(name === undefined ? [] : [`name ${name}`]),
    ...(uuid === undefined ? [] : [`UUID ${uuid}`]),
  ];
  return words.length === 0 ? 'no name and no UUID' : words.join(' and ');
}
