import type { Device } from './device.ts';
import type { Places } from './places.ts';
import type { Program } from './program.ts';

/** The compiled draws of a network. */
export interface Programs {
  readonly all: readonly Program[];
  readonly layers: readonly (readonly Program[])[];
  readonly head: readonly Program[];
  readonly gradients: readonly Program[];
  readonly gather: Program;
  readonly tiles: Program;
  readonly loss: Program;
  readonly norm: Program;
  readonly update: readonly Program[];
  readonly result: Program;
}

/** Compiles all that a network needs. @throws {KernelError} where the device refuses a shader. */
export async function compilePrograms(device: Device, { sources, head, gradients, update }: Places): Promise<Programs> {
  const texts = [
    ...sources.flat().map(({ text }) => text),
    ...head.draws.map(({ source }) => source.text),
    ...gradients.map(({ source }) => source.text),
    ...[update.gather, update.tiles, update.loss, update.norm, ...update.update, update.result],
  ];
  const all = await device.compile(texts);
  const bySource = new Map(all.map((program) => [program.source, program]));
  const of = (text: string): Program => {
    const program = bySource.get(text);
    if (program === undefined) throw new Error('a shader was not compiled');
    return program;
  };
  return {
    all,
    layers: sources.map((layer) => layer.map(({ text }) => of(text))),
    head: head.draws.map(({ source }) => of(source.text)),
    gradients: gradients.map(({ source }) => of(source.text)),
    gather: of(update.gather),
    tiles: of(update.tiles),
    loss: of(update.loss),
    norm: of(update.norm),
    update: update.update.map(of),
    result: of(update.result),
  };
}
