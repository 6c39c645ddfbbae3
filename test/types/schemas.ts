// Compiled only. The fear: there is a type for what is received and no check, or a check of what no type knows.
import type { CommandName, EventName } from 'qmp-watchdog/qapi';
import type { GuestCommandMap } from '../../src/agent/qapi/index.js';
import {
  type EventSchemaName,
  type GuestReturnSchemaName,
  isSchemaName,
  type Issue,
  type ReturnSchemaName,
  validate,
} from 'qmp-watchdog/schemas';
import type { Equal, Expect } from './expect.js';

type _Events = Expect<Equal<EventName, EventSchemaName>>;
type _GuestReturns = Expect<Equal<keyof GuestCommandMap, GuestReturnSchemaName>>;
// What is declared elsewhere, as in qapi.ts, is added to the types alone.
type _Returns = Expect<Equal<Exclude<CommandName, `__${string}`>, ReturnSchemaName>>;

const issues: readonly Issue[] = validate('query-block', []);
validate('BLOCK_IO_ERROR', issues);
validate('guest-info', {});
// @ts-expect-error no such command
validate('query-blok', []);
// @ts-expect-error a type has no schema of its own
validate('BlockInfo', {});

declare const name: string;
// @ts-expect-error any text is no name until it was asked for
validate(name, {});
if (isSchemaName(name)) validate(name, {});
