import { GuestReplyError } from './errors.js';

/** The bytes of a guest's base64. @throws {@link GuestReplyError} when it is none: Node would skip what does not fit. */
export function fromBase64(command: string, member: string, text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (text.length % 4 !== 0 || bytes.toString('base64') !== text)
    throw new GuestReplyError(command, `${member} is not base64`);
  return bytes;
}
