import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT, Told } from './shell.mjs';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean} Answer whether it answered */

/** A file whose name changes with what is in it. */
const HASHED = /\/assets\/.*-[\w-]{8}\.\w+$/;

/**
 * Serves a folder of static files below a path.
 * @param {{ folder: string, port: number, host?: string, base?: string, walk?: boolean, before?: Answer }} options
 *   walk: take the next free port where `port` is taken; before: asked before the files are
 * @returns {Promise<string>} the address of its first page
 */
export async function serve({ folder, port, host = '127.0.0.1', base = '/', walk = false, before = () => false }) {
  if (!existsSync(join(folder, 'index.html'))) throw new Told(`${folder} holds no index.html: run "npm run build" first`);
  const policy = policyOf(readFileSync(join(folder, 'index.html'), 'utf8'));
  const server = createServer((request, response) => before(request, response) || answer(request, response, folder, base, policy));
  for (let candidate = port; ; candidate++) {
    const code = await listen(server, candidate, host);
    if (code === null) return `http://${host === '127.0.0.1' ? 'localhost' : host}:${candidate}${base}`;
    if (code === 'EADDRINUSE' && walk && candidate < port + 100) continue;
    throw new Told(`port ${candidate} on ${host} cannot be used (${code}): name another, as in PORT=5000 npm start`);
  }
}

/**
 * @param {import('node:http').Server} server @param {number} port @param {string} host
 * @returns {Promise<string | null>} the system's error code, or null where it listens
 */
function listen(server, port, host) {
  return new Promise((resolve) => {
    const failed = (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? error.message);
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve(null);
    });
  });
}

/**
 * A worker does not inherit the policy that a page's meta element states, so it is sent with every file too.
 * @param {string} html
 */
const policyOf = (html) => /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1] ?? "default-src 'self'";

/**
 * @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response
 * @param {string} folder @param {string} base @param {string} policy
 */
function answer(request, response, folder, base, policy) {
  const headers = { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': policy };
  const path = (request.url ?? '/').replace(/[?#].*$/, '');
  if (`${path}/` === base) return response.writeHead(301, { Location: base }).end();
  const file = fileAt(folder, path, base);
  if (file === null) return response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end(`nothing at ${path}\n`);
  if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(405, { Allow: 'GET, HEAD' }).end();
  const { size } = statSync(file);
  if (HASHED.test(path)) headers['Cache-Control'] = 'public, max-age=31536000, immutable';
  response.writeHead(200, { ...headers, 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Length': size });
  return request.method === 'HEAD'
    ? response.end()
    : createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response);
}

/**
 * @param {string} folder @param {string} path @param {string} base
 * @returns {string | null} null for what is not there, and for what would lie outside the folder
 */
function fileAt(folder, path, base) {
  if (!path.startsWith(base)) return null;
  const name = decoded(path.slice(base.length)) || 'index.html';
  const file = normalize(join(folder, name));
  if (name.includes('\0') || !file.startsWith(normalize(folder + sep))) return null;
  return isFile(file) ? file : null;
}

/** False too for a name that the system refuses. @param {string} file */
function isFile(file) {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4173' },
      base: { type: 'string', default: '/' },
      folder: { type: 'string', default: 'dist' },
    },
  });
  console.log(await serve({ folder: resolve(ROOT, values.folder), port: Number(values.port), base: values.base }));
}
