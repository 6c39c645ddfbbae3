export const apt: readonly string[];
export function findChromium(): string | undefined;
export function chromiumLine(): string;
