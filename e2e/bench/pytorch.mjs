import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onPath, run } from '../run/shell.mjs';

/** `torch.set_num_threads` does not reach every build of OpenBLAS. */
const ONE_THREAD = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
const SCRIPT = fileURLToPath(new URL('pytorch.py', import.meta.url));

/** @typedef {{ path: string, version: string }} Torch */

/** A Python that can import torch; PYTHON names one. @returns {Promise<Torch | null>} */
export async function findTorch() {
  const named = process.env['PYTHON'];
  for (const path of named ? [named] : onPath('python3').filter(existsSync)) {
    const { code, output } = await run(path, ['-c', 'import torch; print(torch.__version__)'], { quiet: true, timeout: 60_000 });
    if (code === 0) return { path, version: output.trim().split('\n').at(-1) ?? '' };
  }
  return null;
}

/**
 * A process of PyTorch's that answers as a worker does.
 * @param {string} python
 * @returns {import('./turns.mjs').Runner}
 */
export function startTorch(python) {
  const child = spawn(python, [SCRIPT], { env: { ...process.env, ...ONE_THREAD }, stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout });
  return {
    ask: (message) =>
      new Promise((resolve) => {
        const ended = () => resolve({ error: 'PyTorch ended' });
        child.once('close', ended);
        lines.once('line', (line) => {
          child.off('close', ended);
          resolve(JSON.parse(line));
        });
        child.stdin.write(`${JSON.stringify(message)}\n`);
      }),
    end: async () => void child.kill(),
  };
}
