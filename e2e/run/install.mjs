import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run, Told } from './shell.mjs';

/** Installs what the lock file names, where node_modules holds anything else. */
export async function install() {
  if (isInstalled()) return;
  console.log('Installing the packages of package-lock.json …');
  const { code } = await npm(['ci', '--include=dev', '--no-audit', '--no-fund']);
  if (code !== 0) throw new Told(`npm ci ended with code ${code}: the packages could not be installed; what npm says stands above`);
}

/** npm writes what it installed to node_modules/.package-lock.json as its last act. */
function isInstalled() {
  const written = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(written)) return false;
  const [wanted, installed] = [join(ROOT, 'package-lock.json'), written].map((file) => JSON.parse(readFileSync(file, 'utf8')).packages);
  return Object.keys(wanted).every((path) => path === '' || wanted[path].optional || installed[path]?.integrity === wanted[path].integrity);
}

/** @param {string[]} args */
function npm(args) {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args]);
  return process.platform === 'win32' ? run('cmd.exe', ['/c', 'npm', ...args]) : run('npm', args);
}
