import type { Measured, Row } from './figures/figure.js';

/** The rows as a Markdown table. */
export function tableOf(rows: readonly Row[]): string {
  return markdown(
    ['figure', 'plain', 'qmp-watchdog', '× plain', 'quartiles', 'goal'],
    rows.map(({ title, reference, ours, ratio, goal }) => [
      title,
      `${number(reference.value)} ${reference.unit}`,
      `${number(ours.value)} ${ours.unit}`,
      ratio === undefined ? difference(reference, ours) : `**${ratio.median.toFixed(2)}**`,
      ratio === undefined ? '' : `${ratio.low.toFixed(2)} – ${ratio.high.toFixed(2)}`,
      goal,
    ]),
  );
}

function difference(reference: Measured, ours: Measured): string {
  return `+ ${number(ours.value - reference.value)} ${ours.unit}`;
}

/** The first column to the left, the others to the right. */
export function markdown(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Three digits that count. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 3));
}
