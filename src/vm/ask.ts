import { CommandRejectedError, type QmpClient } from '../qmp/index.js';
import type { Answer } from './answers.js';
import { commandClass } from './command-class.js';
import type { Topic } from './model.js';

/** What a question came to. `lost`: the session ended, and with it whoever would want to know. */
export type Asked =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'unsupported' | 'unanswered' | 'lost' };

const QUERIES = {
  status: 'query-status',
  block: 'query-block',
  jobs: 'query-jobs',
  migrate: 'query-migrate',
  dump: 'query-dump',
} as const satisfies Record<Topic, string>;

/** Asks QEMU. Never rejects. */
export async function ask(client: QmpClient, topic: Topic): Promise<Asked> {
  const query = QUERIES[topic];
  try {
    const value: unknown = await client.execute(query, {}, { timeout: commandClass(query).hard });
    const answer = readAnswer(topic, value);
    return answer === undefined ? { kind: 'unanswered' } : { kind: 'answered', answer };
  } catch (error) {
    if (error instanceof CommandRejectedError)
      return { kind: error.class === 'CommandNotFound' ? 'unsupported' : 'unanswered' };
    return { kind: (await isOver(client)) ? 'lost' : 'unanswered' };
  }
}

async function isOver(client: QmpClient): Promise<boolean> {
  return await Promise.race([client.closed.then(() => true), Promise.resolve(false)]);
}

/**
 * The parts of an answer that are looked at have the shape that QEMU promises; undefined when they have not. What else
 * it holds is passed on as it came.
 */
function readAnswer(topic: Topic, value: unknown): Answer | undefined {
  switch (topic) {
    case 'status':
      return isObject(value, { running: 'boolean', status: 'string' }) ? as(topic, value) : undefined;
    case 'block':
      return Array.isArray(value) && value.every((drive) => isObject(drive, { device: 'string' }))
        ? as(topic, value)
        : undefined;
    case 'jobs':
      return Array.isArray(value) && value.every((job) => isObject(job, { id: 'string', status: 'string' }))
        ? as(topic, value)
        : undefined;
    case 'migrate':
      return isObject(value, {}) && hasOptional(value, 'status') && hasOptional(value, 'error-desc')
        ? as(topic, value)
        : undefined;
    case 'dump':
      return isObject(value, { status: 'string' }) ? as(topic, value) : undefined;
  }
}

/** Its shape has been looked at; what of it is used beyond that is optional. */
function as(topic: Topic, value: unknown): Answer {
  return { topic, value } as Answer;
}

/** A member that may be missing is a string. */
function hasOptional(value: object, name: string): boolean {
  const member: unknown = Reflect.get(value, name);
  return member === undefined || typeof member === 'string';
}

function isObject(value: unknown, members: Readonly<Record<string, string>>): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(members).every(([name, type]) => typeof Reflect.get(value, name) === type)
  );
}
