import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** An error that its message explains in full: told without a stack. */
export class Told extends Error {
  expected = true;
}

/**
 * Runs a program to its end. `quiet` keeps its output for the result instead of showing it.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, timeout?: number }} [options] timeout in milliseconds
 * @returns {Promise<{ code: number, output: string }>} code −1 where it could not be started or was killed
 */
export function run(file, args, { env = {}, quiet = false, timeout } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      ...(timeout === undefined ? {} : { timeout }),
    });
    let output = '';
    const keep = (/** @type {Buffer} */ data) => {
      output += data.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => resolve({ code: -1, output: output + error.message }));
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

/**
 * Runs a program that a package of node_modules brings, without npx.
 * @param {string} packageName
 * @param {string} program
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runTool(packageName, program, args, options) {
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return run(process.execPath, [join(folder, typeof bin === 'string' ? bin : bin[program]), ...args], options);
}

/** Every path at which a program of this name would stand on PATH. @param {string} name */
export const onPath = (name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
