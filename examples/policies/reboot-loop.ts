/**
 * A guest that reboots again and again, by itself or by a triple fault. One reboot is its own business and only noted;
 * the sixth within ten minutes halts the policy and pages.
 */
import { action, on, type Policy } from 'qmp-watchdog';

const note = action({
  name: 'note the reboot',
  destructive: false,
  idempotent: true,
  timeout: 1_000,
  run: async () => ({ outcome: 'done', reason: 'noted', evidence: {} }),
});

export const rebootLoop: Policy = {
  name: 'reboot loop',
  // Resets of ours, or of an operator, do not count.
  on: on.event('RESET', ({ guest }) => guest),
  do: note,
  limit: { max: 5, per: 600_000 },
  severity: 'info',
};
