import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../run/browser.mjs';
import { QUIET } from '../run/launch.mjs';
import { serve } from '../run/serve.mjs';

/*
 * Visits to the built page as people make them: no debugger is attached. Playwright attaches one to the page and to each of
 * its workers, which takes time of its own while they start. A page beside the built one takes what is to be done there
 * from here, does it in a frame of the size of a window, and sends back what came of it.
 */

const HOST = '/visit';
/** Milliseconds from the browser's start in which it is busy with itself. */
const SETTLING = 2000;
const PATIENCE = 120_000;

/** @typedef {(hash: string) => Promise<Window & typeof globalThis>} Open opens the page anew and gives its window, as soon as it can be told what to do */
/**
 * @typedef {object} Visitor
 * @property {<A, R>(work: (open: Open, argument: A) => Promise<R>, argument: A) => Promise<R>} run
 *   Does the work in the browser, where it sees nothing but its arguments. What it takes and gives goes as JSON.
 * @property {() => Promise<void>} close
 */

/** A browser with nothing in its cache. @param {string} folder of the built page @returns {Promise<Visitor>} */
export async function openVisitor(folder) {
  const mail = createMail();
  const address = await serve({ folder, port: 4390, walk: true, before: mail.answer });
  const profile = mkdtempSync(join(tmpdir(), 'visit-'));
  const { path } = await findBrowser();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const window = ['--headless=new', '--window-size=1500,1000', `--user-data-dir=${profile}`];
  const child = spawn(path, [...QUIET, ...sandbox, ...window, new URL(HOST, address).href], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => setTimeout(resolve, SETTLING));
  return {
    run: (work, argument) => mail.send(`(${work})(open, ${JSON.stringify(argument)})`),
    async close() {
      child.kill();
      await ended;
      // Its last processes may still be writing; what then stays is the system's to clean up.
      await rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
    },
  };
}

/** Work on its way to the browser and what came of it on its way back. */
function createMail() {
  /** @type {((work: string) => void) | null} */ let asking = null;
  /** @type {string[]} */ const waiting = [];
  /** @type {((told: { result?: any, error?: string }) => void) | null} */ let settle = null;
  const hand = () => {
    if (asking === null || waiting.length === 0) return;
    asking(/** @type {string} */ (waiting.shift()));
    asking = null;
  };
  return {
    /** @param {string} work @returns {Promise<any>} */
    send(work) {
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`the browser did not answer in ${PATIENCE / 1000} s`)), PATIENCE);
        settle = ({ result, error }) => {
          clearTimeout(late);
          if (error === undefined) resolve(result);
          else reject(new Error(error));
        };
        waiting.push(work);
        hand();
      });
    },
    /** @type {import('../run/serve.mjs').Answer} */
    answer(request, response) {
      if (!request.url?.startsWith(HOST)) return false;
      if (request.url === HOST) response.writeHead(200, { 'Content-Type': 'text/html' }).end(HOST_PAGE);
      else if (request.method === 'POST') receive(request, response, (told) => settle?.(JSON.parse(told)));
      else {
        asking = (work) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end(work);
        hand();
      }
      return true;
    },
  };
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response @param {(text: string) => void} take */
function receive(request, response, take) {
  let text = '';
  request.on('data', (data) => (text += data));
  request.on('end', () => {
    response.end();
    take(text);
  });
}

const HOST_PAGE = `<!doctype html><title>visit</title><style>body { margin: 0 } iframe { border: 0; width: 1440px; height: 900px }</style><script type="module">
${openFrame}
const open = openFrame;
for (;;) {
  const work = await (await fetch('${HOST}/next')).text();
  let told;
  try { told = { result: await new Function('open', 'return ' + work)(open) }; } catch (error) { told = { error: String(error) }; }
  await fetch('${HOST}/told', { method: 'POST', body: JSON.stringify(told) });
}
</script>`;

/** @param {string} hash */
async function openFrame(hash) {
  const frame = document.createElement('iframe');
  frame.src = hash === '' ? './' : `./#${hash}`;
  document.body.replaceChildren(frame);
  const page = /** @type {Window & typeof globalThis} */ (frame.contentWindow);
  while (!('playground' in page)) await new Promise((resolve) => setTimeout(resolve, 4));
  return page;
}
