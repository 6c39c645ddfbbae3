import { z } from 'zod';
import { type Issue, issuesOf } from './issue.js';

const positiveControl = z.looseObject({
  v: z.literal(1),
  images: z
    .array(
      z.looseObject({
        node: z.string(),
        tops: z.array(z.string()),
        driver: z.string(),
        kind: z.enum(['local-file', 'block-device', 'network', 'other']),
        path: z.string().optional(),
        identity: z
          .looseObject({
            device: z.string().regex(/^[0-9a-f]+:[0-9a-f]+$/),
            inode: z.string().regex(/^\d+$/),
            born: z.string().regex(/^-?\d+$/),
          })
          .optional(),
        unprovable: z.string().optional(),
      }),
    )
    .max(128),
  unlisted: z.array(z.looseObject({ what: z.string(), why: z.string() })),
});

/** What is wrong with what was seen of a VM's images while it held them, as this version keeps it. */
export function checkPositiveControl(value: unknown): readonly Issue[] {
  return issuesOf(positiveControl.safeParse(value).error).slice(0, 20);
}
