// Every client of these tests checks all that a real QEMU sends: a reply that is wrong rejects, and an event that is
// wrong fails the test. What a test asks for itself comes first.
import { afterEach, expect } from 'vitest';
import { QmpClient } from 'qmp-watchdog';

// This is run for each file, and the client is the same for all.
const ORIGINAL = Symbol.for('QmpClient.connect');
const connect: typeof QmpClient.connect =
  Reflect.get(QmpClient, ORIGINAL) ?? QmpClient.connect.bind(QmpClient);
Reflect.set(QmpClient, ORIGINAL, connect);
const invalid: string[] = [];

QmpClient.connect = (address, options) =>
  connect(address, {
    validate: 'all',
    onInvalidEvent: ({ message }) => void invalid.push(message),
    ...options,
  });

afterEach(() => {
  expect(invalid.splice(0)).toEqual([]);
});
