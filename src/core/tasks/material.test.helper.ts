import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isSupplied, supply } from './material.ts';
import type { Options, Task } from './task.ts';

const PUBLIC = resolve(import.meta.dirname, '../../../public');

/** Supplies the file of the page that a task needs, where it needs one. */
export function supplyFor(task: Task, options: Options): void {
  const material = task.material?.(options) ?? null;
  if (material === null || material.file === null || isSupplied(material.name)) return;
  supply(material.name, new Uint8Array(readFileSync(resolve(PUBLIC, material.name))));
}
