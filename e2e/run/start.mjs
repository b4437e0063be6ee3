import { join } from 'node:path';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { serve } from './serve.mjs';
import { ROOT, Told } from './shell.mjs';

await install();
const { code, output } = await build({ quiet: true });
if (code !== 0) throw new Told(`the build failed:\n${output}`);

const wanted = process.env['PORT'];
const port = wanted === undefined || wanted === '' ? 4173 : Number(wanted);
if (!Number.isInteger(port) || port < 1 || port > 65535)
  throw new Told(`PORT is ${JSON.stringify(wanted)}: it takes a number from 1 to 65535`);
const address = await serve({ folder: join(ROOT, 'dist'), port, host: process.env['HOST'] || '127.0.0.1', walk: !wanted });
console.log(`RNN Playground is at ${address}  (Ctrl+C ends it)`);
