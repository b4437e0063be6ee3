import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it stands, one line a violation: its rule, its help and where. Run by the debugger, which no policy of the page refuses. */
export async function findingsOf(page: Page): Promise<string[]> {
  await page.evaluate(SOURCE);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
}

/** A wide screen in the light and a phone's in the dark, by what a test says of them. */
export const SCREENS = [
  ['wide, in the light', 1440, 'light'],
  ['narrow, in the dark', 390, 'dark'],
] as const satisfies readonly (readonly [name: string, width: number, colorScheme: 'light' | 'dark'])[];

/** Puts the page on such a screen; before it is opened. */
export async function setScreen(page: Page, width: number, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 844 });
}

/** axe finds nothing on the page as it stands, and nothing runs over its side. */
export async function expectSound(page: Page): Promise<void> {
  expect(await findingsOf(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
}
