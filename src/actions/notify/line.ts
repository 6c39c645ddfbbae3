import { stringifyJson } from '../../core/index.js';
import type { Notice } from '../../policy/index.js';

/** A notice as one line of JSON. */
export function lineOf(notice: Notice): string {
  return `${stringifyJson(notice)}\n`;
}
