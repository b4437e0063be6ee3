import { createRng } from '../core/rng.ts';
import type { Conversation, Conversed } from '../protocol/messages.ts';
import { generate, greedy, sampling } from './generate.ts';
import type { Run } from './run.ts';
import { createStepper } from './stepper.ts';

/**
 * Lets the network of a run answer a prompt with its weights as they are: what it answers is what it reads next.
 * @throws {TypeError} where its task's answers are not read again.
 */
export async function converse(run: Run, { prompt, temperature, seed, longest }: Conversation): Promise<Conversed> {
  const free = run.task.free?.(run.options);
  if (free === undefined) throw new TypeError(`${run.task.title}: what the network answers there is not what it reads`);
  const { parameters } = await run.executor.weights();
  const stepper = createStepper(run.network, parameters, 1);
  const choose = temperature === 0 ? greedy : sampling(createRng(seed, 'converse'), temperature);
  const [answer] = generate({ stepper, network: run.network, prompts: [prompt], end: free.end, longest, choose });
  return { iteration: run.iteration, symbols: answer?.symbols ?? [], probabilities: answer?.probabilities ?? new Float32Array() };
}
