import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { ROOT } from './shell.mjs';

/* `npm run kernels`: writes src/engine/kernels.md, which shows for one small cell what the engine makes of it. */

const { module } = await runnerImport(join(ROOT, 'src/engine/describe.ts'), { logLevel: 'error' });
writeFileSync(join(ROOT, 'src/engine/kernels.md'), module.describeKernels());
console.log('src/engine/kernels.md');
