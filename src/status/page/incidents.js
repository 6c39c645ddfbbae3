// Incidents as a timeline, and in words.

import { element, svg } from './dom.js';
import { duration, endOf, kindOf } from './words.js';

/** @import { VmStatus } from 'qmp-watchdog/status' */

const WIDTH = 200;
const HEIGHT = 20;
const WEEK = /** @type {const} */ ([604_800_000, '7 d']);
const SPANS = /** @type {const} */ ([[3_600_000, '1 h'], [86_400_000, '24 h'], WEEK]);

/**
 * The timeline of a VM: from the left a while ago to the right now. Each kind of end has a shape of its own.
 * @param {Pick<VmStatus, 'incidents'>} vm
 * @param {number} passed
 */
export function timelineOf({ incidents }, passed) {
  const oldest = Math.max(0, ...incidents.map(({ ago }) => ago + passed));
  const [span, name] = SPANS.find(([longest]) => oldest < longest) ?? WEEK;
  /** @param {number} age */
  const place = (age) => 6 + (WIDTH - 12) * Math.max(1 - age / span, 0);
  const marks = incidents.flatMap(({ ago, how, took }) => {
    const x = place(ago + passed);
    const until = place(took === null ? 0 : Math.max(ago + passed - took, 0));
    const kind = kindOf(how);
    return [svg('path', { class: `lasting ${kind}`, d: `M${x} 10H${Math.max(until, x)}` }), markOf(kind, x)];
  });
  const drawing = svg(
    'svg',
    { class: 'timeline', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', preserveAspectRatio: 'xMinYMid' },
    [
      svg('path', { class: 'axis', d: `M4 10H${WIDTH - 4}M${WIDTH - 4} 6v8` }),
      // The latest are drawn last, above the others.
      ...marks.reverse(),
    ],
  );
  drawing.setAttribute('aria-label', `${incidents.length} incidents within ${name}`);
  return incidents.length === 0 ? [drawing] : [drawing, element('span', 'span', `the last ${name}`)];
}

/**
 * @param {ReturnType<typeof kindOf>} kind
 * @param {number} x
 */
function markOf(kind, x) {
  const at = `translate(${x.toFixed(1)} 10)`;
  if (kind === 'well') return svg('circle', { class: `mark ${kind}`, r: 4, transform: at });
  if (kind === 'aside')
    return svg('rect', { class: `mark ${kind}`, x: -3, y: -3, width: 6, height: 6, transform: at });
  if (kind === 'open') return svg('path', { class: `mark ${kind}`, d: 'M0-5 5 0 0 5-5 0Z', transform: at });
  return svg('path', { class: `mark ${kind}`, d: 'M-4-4 4 4M4-4-4 4', transform: at });
}

/**
 * All that is known of the incidents of a VM, the latest first.
 * @param {Pick<VmStatus, 'incidents'>} vm
 * @param {number} passed
 */
export function incidentList({ incidents }, passed) {
  const items = incidents.map(({ policy, cause, time, ago, how, took, steps, paged }) => {
    const when = element('time', '', `${duration(ago + passed)} ago`);
    when.dateTime = time;
    when.title = time;
    const end = how === null ? endOf(how) : `${endOf(how)} after ${duration(took ?? 0)}`;
    const item = element('li', 'incident', undefined, [
      when,
      element('span', `kind ${kindOf(how)}`, end),
      element('span', 'cause', `${policy}: ${cause ?? 'it began before this server'}`),
    ]);
    const did = steps.map(({ action, outcome, reason }) =>
      element('li', `step ${outcome}`, `${action}: ${outcome}${reason === '' ? '' : `, ${reason}`}`),
    );
    if (paged) did.push(element('li', 'step paged', 'somebody was paged'));
    if (did.length > 0) item.append(element('ul', 'steps', undefined, did));
    return item;
  });
  return element('ul', 'incidents', undefined, items);
}
