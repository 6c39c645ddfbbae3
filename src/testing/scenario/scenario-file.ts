import { stat, readFile } from 'node:fs/promises';
import { brand, messageOf, parseJson, QmpWatchdogError } from '../../core/index.js';
import type { Scenario } from './scenario.js';

/** A scenario can not be read or played: `message` says what is wrong where. Code `ERR_SCENARIO`. */
export class ScenarioError extends QmpWatchdogError {
  static {
    brand(this, 'ScenarioError');
  }

  constructor(message: string, cause?: unknown) {
    super('ERR_SCENARIO', message, cause === undefined ? undefined : { cause });
  }
}

/** Larger ones are no scenarios: bytes. */
const LARGEST = 4 * 1024 * 1024;

/** A scenario from a file of JSON. @throws {@link ScenarioError} */
export async function readScenario(path: string): Promise<Scenario> {
  let value: unknown;
  try {
    const { size } = await stat(path);
    if (size > LARGEST) throw new Error(`it has ${size} bytes, more than any scenario`);
    value = parseJson(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ScenarioError(`${path} can not be read: ${messageOf(error)}`, error);
  }
  await checkScenario(path, value);
  // It has just been checked.
  return value as Scenario;
}

/** `where` begins the message. @throws {@link ScenarioError} */
export async function checkScenario(where: string, value: unknown): Promise<void> {
  const { validate } = await import('../../schemas/index.js');
  const issues = validate('scenario', value);
  if (issues.length === 0) return;
  const lines = issues.map(({ path, message }) => `\n  ${path.join('.') || 'all of it'}: ${message}`);
  throw new ScenarioError(`${where} is no scenario:${lines.join('')}`);
}

/** The text of a scenario file, a line for each thing that happens. */
export function scenarioText({ timeline, ...scenario }: Scenario): string {
  const head = Object.entries(scenario)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const lines = timeline.map((fault) => `\n    ${JSON.stringify(fault)}`);
  const all = [...head, `  "timeline": [${lines.join(',')}${lines.length > 0 ? '\n  ' : ''}]`];
  return `{\n${all.join(',\n')}\n}\n`;
}
