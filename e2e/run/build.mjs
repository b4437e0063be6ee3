import { runTool } from './shell.mjs';

/**
 * Builds the page into dist/, as it is shipped whatever the environment says: Vite's own runners set NODE_ENV to
 * "development", and with that React's slow development build would be taken.
 * @param {{ quiet?: boolean }} [options]
 */
export const build = (options = {}) =>
  runTool('vite', 'vite', ['build', '--logLevel', 'warn'], { ...options, env: { NODE_ENV: 'production' } });
