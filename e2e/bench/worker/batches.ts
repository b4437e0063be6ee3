import type { Batch } from '../../../src/core/network.ts';
import { createRng } from '../../../src/core/rng.ts';
import { defaultOptions, taskOf, trainBatch } from '../../../src/core/tasks/index.ts';
import { type Material, supply } from '../../../src/core/tasks/material.ts';
import type { MakeTrainer } from './job.ts';

/** What an iteration waits for before it begins: a batch of a task at its own options, which `backend` names. */
export const makeTrainer: MakeTrainer = async ({ backend: name, batch: size }) => {
  const task = taskOf(name);
  const options = defaultOptions(task);
  const material = task.material?.(options) ?? null;
  if (material !== null) supply(material.name, await bytesOf(material));
  const rng = createRng(1);
  let [iteration, spent]: [number, Batch | undefined] = [0, undefined];
  return {
    iterate() {
      spent = trainBatch(task, options, rng, ++iteration, size, spent);
      return spent.size;
    },
  };
};

async function bytesOf({ name, file }: Material): Promise<Uint8Array> {
  if (file === null) throw new Error(`${name} has to be given by a person`);
  const response = await fetch(new URL(`../${name}`, self.location.href));
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
