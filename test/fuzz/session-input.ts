import type { Random } from './random.js';

/** Ids are not known before the session makes them: `@1` in an input stands for the id of the first command. */
const CORPUS: readonly string[] = [
  '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "x"}, "capabilities": ["oob"]}}\r\n',
  '{"return": {}, "id": "@0"}\r\n',
  '{"return": {}, "id": "@1"}\r\n',
  '{"return": {"status": "running", "singlestep": false, "running": true}, "id": "@2"}\r\n',
  '{"id": "@3", "error": {"class": "GenericError", "desc": "no"}}\r\n',
  '{"return": [18446744073709551615, -9223372036854775808, 1e400, 0.1], "id": "@1"}\r\n',
  '{"return": "a\\"}, \\"id\\": \\"@2\\"}", "id": "@2"}\r\n',
  '{"return": {"return": {}, "id": "@1"}, "id": "@3"}\r\n',
  '{"return": {}, "id": "zzzz"}\r\n',
  '{"return": {}, "id": 4}\r\n',
  '{"return": {}}\r\n',
  '{"error": {"class": "GenericError", "desc": "JSON parse error"}}\r\n',
  '{"timestamp": {"seconds": 1401385907, "microseconds": 422329}, "event": "STOP"}\r\n',
  '{"timestamp": {"seconds": -1, "microseconds": -1}, "event": "RESET", "data": {"guest": false, "reason": "x"}}\r\n',
  '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "BLOCK_IO_ERROR", "data": {"device": "", "action": "stop", "n": 12345678901234567890}}\r\n',
  '{"data": {"event": "RESET"}, "event": "STOP", "timestamp": {"microseconds": 2, "seconds": 1}}\r\n',
  '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "UNHEARD", "data": {"x": [1, {"y": "\u00e9\ud83d\ude00"}]}}\r\n',
  '{\r\n    "return": {\r\n        "a": 1\r\n    },\r\n    "id": "@1"\r\n}\r\n',
  'null\r\n',
  '[]\r\n',
  '\r\n',
];

const TOKENS = [
  '{',
  '}',
  '"',
  '\\',
  ',',
  ':',
  '[',
  ']',
  '\n',
  '\r\n',
  '0',
  '-',
  '1e9',
  '9007199254740993',
  '"id": "@1"',
  '"event": ',
  '"data": ',
  '"return": ',
  'null',
  '\u0000',
  '\u00ff',
  'é',
  '__proto__',
];

/** A stream that begins like QEMU's, with some of it changed. */
export function makeInput(random: Random): string {
  let text = random.chance(10) ? '' : `${CORPUS[0]}${CORPUS[1]}`;
  const messages = 1 + random.below(12);
  for (let message = 0; message < messages; message += 1) text += random.pick(CORPUS);
  const mutations = random.chance(3) ? 0 : 1 + random.below(6);
  for (let mutation = 0; mutation < mutations; mutation += 1) text = mutate(text, random);
  return text;
}

function mutate(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const length = 1 + random.below(random.chance(4) ? 200 : 4);
  switch (random.below(5)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + random.pick(TOKENS) + text.slice(at);
    case 2:
      return text.slice(0, at) + String.fromCharCode(random.below(256)) + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + text.slice(random.below(text.length + 1)).slice(0, length) + text.slice(at);
    default:
      return text.slice(0, at) + random.pick(TOKENS) + text.slice(at + length);
  }
}
