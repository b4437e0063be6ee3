import { DIGESTS, digestOf, exactLink, ITERATIONS } from '../src/engine/wasm/digests.test.helper.ts';
import { expect, test } from './page.ts';
import { losses, openAt, train } from './playground.ts';

test('a link that says exact gives in this browser the losses that it gives everywhere, to the bit', async ({ page }) => {
  test.setTimeout(120_000);
  for (const { link, digest } of DIGESTS) {
    await openAt(page, exactLink(link));
    await train(page, ITERATIONS);
    const measured = await losses(page);
    expect(measured).toHaveLength(ITERATIONS);
    expect(digestOf(measured), link).toBe(digest);
    await page.goto('about:blank');
  }
});
