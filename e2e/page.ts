import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import type { Playground } from '../src/store/playground.ts';

export { expect };

/** What a page said that a quiet page does not say. */
export interface Overheard {
  /** Lets messages pass that this pattern matches; give it before they come. */
  allow(pattern: RegExp): void;
  /** Watches a context that the test opened itself as the test's own is watched. */
  listen(context: BrowserContext): Promise<void>;
  /** All that was heard and not allowed. */
  complaints(): readonly string[];
}

/** A test fails on any message in the console, error, violation of the page's policy or request to another origin that it does not allow. */
export const test = base.extend<{ overheard: Overheard }>({
  overheard: [
    async ({ context, baseURL }, use) => {
      const overheard = overhear(new URL(baseURL ?? '').origin);
      await overheard.listen(context);
      await use(overheard);
      expect(overheard.complaints(), 'what the page said unasked').toEqual([]);
    },
    { auto: true },
  ],
});

/** What runs on the page, once something does. */
export function engineOf(page: Page): Promise<ReturnType<Playground['engine']>> {
  return page.evaluate(async () => {
    await window.playground.pause();
    return window.playground.engine();
  });
}

function overhear(origin: string): Overheard {
  const heard: string[] = [];
  const allowed: RegExp[] = [];
  return {
    allow: (pattern) => void allowed.push(pattern),
    complaints: () => heard.filter((text) => !allowed.some((pattern) => pattern.test(text))),
    async listen(context) {
      context.on('console', (message) => heard.push(`console ${message.type()}: ${message.text()}`));
      context.on('weberror', (error) => heard.push(`uncaught: ${error.error().stack ?? error.error().message}`));
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (url.origin !== origin && !['blob:', 'data:', 'about:'].includes(url.protocol)) heard.push(`foreign request: ${url.href}`);
      });
      context.on('requestfailed', (request) => heard.push(`failed request: ${request.url()} ${request.failure()?.errorText}`));
      context.on('response', (response) => {
        if (response.status() >= 400) heard.push(`response ${response.status()}: ${response.url()}`);
      });
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy violation: ${event.violatedDirective} by ${event.blockedURI} in ${event.sourceFile}:${event.lineNumber}`);
        });
      });
    },
  };
}
