// Every client of these tests checks all that a real QEMU sends: a reply that is wrong rejects, and an event that is
// wrong fails the test. What a test asks for itself comes first.
import { afterEach, expect } from 'vitest';
import { QmpClient } from 'qmp-watchdog';

const connect = QmpClient.connect.bind(QmpClient);
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
