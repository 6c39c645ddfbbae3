export { measure } from './measure.js';
export type { Labels, Meter, Metric, Reading } from './meter.js';
export { PrometheusExporter } from './prometheus.js';
