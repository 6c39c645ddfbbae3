/** Bytes as they may stand in a message for people: in quotes, whatever is not plain ASCII escaped. */
export function printable(bytes: Buffer): string {
  const characters = [...bytes].map((byte) => {
    if (byte === 0x0a) return '\\n';
    if (byte === 0x0d) return '\\r';
    return byte >= 0x20 && byte < 0x7f
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `"${characters.join('')}"`;
}
