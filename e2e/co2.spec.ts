import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { alternative, numberIn } from './screen.ts';

test('an LSTM learns CO₂ at Mauna Loa: on months not seen it beats “same as last month”, in ppm and with credit', async ({ page }) => {
  await openAt(page, 'task=co2&window=24&cell=lstm&units=12');
  const shown = page.getByRole('region', { name: 'Task' }).getByText(/same as last month/);
  const baseline = numberIn(((await shown.textContent()) ?? '').replace(/^\D*/, ''));
  const start = await page.evaluate(() => window.playground.trace());
  expect(start.probeLoss).toBeGreaterThan(0.9 * baseline);
  await train(page, 200);
  const { probeLoss, losses } = await page.evaluate(() => window.playground.trace());
  expect(losses).toHaveLength(200);
  expect(probeLoss).toBeLessThan(0.5 * baseline);
  await expect(alternative(page, 'Loss')).toContainText(/It lies below the baseline of [\d.]+ \(same as last month\)/);
  await expect(alternative(page, 'Forecast')).toContainText(/the network says [\d.]+\sppm/);
  await expect(alternative(page, 'Input')).toContainText(/24 steps of sequence 1 of \d+, \p{Lu}\p{Ll}+ (19|20)\d\d to/u);
  const credit = page.getByRole('link', { name: /Scripps CO₂ Program, CC BY 4\.0/ });
  await expect(credit).toBeVisible();
  await expect(credit).toHaveAttribute('href', /^https:\/\/scrippsco2\.ucsd\.edu\//);
});
