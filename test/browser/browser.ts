// One Chromium for all tests, and pages that tell of whatever goes wrong in them.
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { StatusServer } from 'qmp-watchdog/status';
import { chromiumLine, findChromium } from './find-chromium.mjs';

/** @throws Error saying how to install it: a skipped test in a browser would be a hidden failure. */
export async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error(
      `The tests of the status page need Chromium. To install it, type:\n\n  ${chromiumLine()}\n`,
    );
  return await chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}

/** A page in a context of its own, and what went wrong in it. Dispose of it with `await using`. */
export interface Opened extends AsyncDisposable {
  readonly page: Page;
  /** Errors, dialogs and violations of the content security policy. */
  readonly wrong: readonly string[];
  /** The addresses that it asked for. */
  readonly asked: readonly string[];
}

export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    // That there is no server, or that it wants a token, is what some tests are about.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      wrong.push(`console: ${message.text()}`);
  });
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (one) => console.error('policy: ' + one.violatedDirective))",
  );
  await page.goto(url);
  return { page, wrong, asked, [Symbol.asyncDispose]: () => context.close() };
}

export function urlOf({ address }: StatusServer): string {
  if ('path' in address) throw new Error('a browser reaches no unix socket');
  return `http://localhost:${address.port}/`;
}
