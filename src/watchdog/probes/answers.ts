import type { ProbeAnswer } from '../probe.js';

export function ok(reason: string): ProbeAnswer {
  return { verdict: 'ok', reason };
}

export function fail(reason: string): ProbeAnswer {
  return { verdict: 'fail', reason };
}

export function unknown(reason: string): ProbeAnswer {
  return { verdict: 'unknown', reason };
}
