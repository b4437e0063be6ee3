import type { Page } from '@playwright/test';
import type { PlainTrace } from '../src/core/analysis/plain.ts';

/** What the page's own traces say of every sequence of the probe, one after the other, at an experiment's first weights. */
export function probeTraces(page: Page, hash: string): Promise<PlainTrace[]> {
  return page.evaluate(async (link) => {
    const traces: PlainTrace[] = [];
    for (let sequence = 1; sequence <= 32; sequence++) {
      await window.playground.open(`${link}&sequence=${sequence}`);
      traces.push(await window.playground.trace());
    }
    return traces;
  }, hash);
}
