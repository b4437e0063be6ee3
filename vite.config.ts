import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The page's policy holds for the build; the development server reloads modules by inline scripts and a socket. */
const looserPolicyWhileDeveloping: Plugin = {
  name: 'looser-policy-while-developing',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
};

/** Ships licences.txt: what the page is built from, with the licences' own words. */
const licences: Plugin = {
  name: 'licences',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licencesOfShippedPackages() });
  },
};

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly version: string;
  readonly license?: string;
}

const CREDITS = `RNN Playground is under the MIT licence.

CO₂ at Mauna Loa: Scripps CO2 Program (https://scrippsco2.ucsd.edu), CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/), by way of vega-datasets.

Four years of weather in Seattle: NOAA National Climatic Data Center, a work of the U.S. Government, by way of vega-datasets.

The tale, the play, the recipes and the talks were written for this page, the spoken words synthesised for it with
espeak-ng, and the melodies are old folk tunes or our own: MIT.

The page is built from these packages:`;

function licencesOfShippedPackages(): string {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  const shipped = Object.entries(packages).filter(
    ([path, { dev, optional }]) => path !== '' && !dev && !optional && !path.includes('types'),
  );
  const entries = shipped.map(([path, { version, license }]) => ({
    title: `${path.replace(/^.*node_modules\//, '')} ${version}`,
    license: license ?? 'licence not named',
    text: licenceTextIn(path),
  }));
  const fallback = new Map(entries.map(({ license, text }) => [license, text]).filter(([, text]) => text !== '') as [string, string][]);
  const byText = new Map<string, string[]>();
  for (const { title, license, text } of entries) {
    const words = text || fallback.get(license) || '';
    byText.set(words, [...(byText.get(words) ?? []), `${title} (${license})`]);
  }
  const sections = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}`);
  sections.push(readFileSync('src/fonts/OFL.txt', 'utf8').trim());
  return `${CREDITS}\n\n${sections.join(`\n\n${'—'.repeat(72)}\n\n`)}\n`;
}

function licenceTextIn(path: string): string {
  const name = readdirSync(path).find((file) => /^licen[cs]e/i.test(file));
  return name === undefined ? '' : readFileSync(join(path, name), 'utf8').trim();
}

export default defineConfig({
  base: './',
  plugins: [react(), looserPolicyWhileDeveloping, licences],
  worker: { format: 'es' },
  // The worker's packages are found at once, so that the first visit does not reload.
  optimizeDeps: { entries: ['index.html', 'src/engine/worker.ts'] },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  test: {
    environment: 'node',
    // On two cores beside other work, a thousand draws of a generator may take some seconds.
    testTimeout: 30_000,
    include: ['src/**/*.test.ts', 'e2e/structure/**/*.test.ts', 'e2e/bench/**/*.test.ts'],
  },
});
