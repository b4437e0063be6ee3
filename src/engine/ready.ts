import { BACKENDS, type SelfCheck } from '../core/backend.ts';
import type { ExperimentKey } from '../core/experiment.ts';
import type { Calls, Conditions } from '../protocol/messages.ts';
import { checkCell } from './cellCheck.ts';
import { KernelError, type MakeOptions } from './executor/executor.ts';
import { TimeMachine } from './history/machine.ts';
import { Observer } from './observer.ts';
import { Run } from './run.ts';
import { describeFailedCheck, type Started } from './start.ts';

/** A kernel that does not compile may do so for a network of another size. */
const SHAPE: readonly ExperimentKey[] = ['cell', 'units', 'layers', 'task', 'options', 'optimizer', 'batch', 'exact'];
/** Wrong gradients and updates are a matter of the cell, the layers, the loss and the optimiser. */
const CELL: readonly ExperimentKey[] = ['cell', 'layers', 'task', 'optimizer', 'exact'];

/** The backend does not do for an experiment; as long as these parts of it stay, it is not worth trying again. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
  constructor(
    message: string,
    readonly keys: readonly ExperimentKey[],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface Open {
  readonly run: Run;
  readonly observer: Observer;
  readonly machine: TimeMachine;
  /** Of the backend with this cell. */
  readonly selfCheck: SelfCheck;
}

/** What was found of each cell on the backend in use; null where it could not be judged. */
export type Checked = Map<string, SelfCheck | null>;

/** A run whose kernels are compiled and whose cell was checked on the backend. @throws {Unfit} */
export async function openRun(
  { experiment, snapshot, history = null }: Calls['open']['send'],
  started: Started,
  checked: Checked,
): Promise<Open> {
  const options = { floor: started.info.floor, exact: experiment.exact };
  const run = await compiling(Run.open(experiment, started.opened.make, options, snapshot));
  try {
    const machine = await (history === null ? TimeMachine.open(run, snapshot) : TimeMachine.reopen(run, history));
    const observer = new Observer(run, options.floor, machine, history?.unseen);
    const selfCheck = await readied(run, observer, started, checked);
    return { run, observer, machine, selfCheck };
  } catch (error) {
    run.dispose();
    throw error;
  }
}

/** Compiles what the network as it is needs, and checks its cell. @throws {Unfit} */
async function readied(run: Run, observer: Observer, started: Started, checked: Checked): Promise<SelfCheck> {
  await compiling(run.prepare());
  await compiling(observer.prepare());
  const selfCheck = await checkOf(run, { floor: started.info.floor, exact: run.experiment.exact }, started, checked);
  const refusal = started.opened.refused();
  if (refusal !== null) throw new Unfit(refusal, SHAPE);
  return selfCheck;
}

/** The open run goes on under other conditions, and what it needs for that is compiled. @throws {Unfit} */
export async function learnUnder(open: Open, conditions: Conditions, started: Started, checked: Checked): Promise<void> {
  const { run, observer, machine } = open;
  if (conditions.do === run.conditions.do) {
    if (conditions.batch !== run.size) await compiling(run.prepare(conditions.batch));
    return machine.learn(conditions);
  }
  await compiling(machine.learn(conditions));
  await readied(run, observer, started, checked);
}

/** Something was to begin at the iteration that was just made, and has: what the network needs now, as if it had been opened so. @throws {Unfit} */
export async function begun({ run, observer }: Open, started: Started, checked: Checked): Promise<void> {
  await readied(run, observer, started, checked);
  observer.changed();
}

/** What compiles kernels; one that does not compile makes the backend unfit for these parts of the experiment. @throws {Unfit} */
async function compiling<T>(work: Promise<T>, keys = SHAPE): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof KernelError ? new Unfit(`a kernel does not compile: ${error.message}`, keys, { cause: error }) : error;
  }
}

/** The worse of the backend's check at its start and that with this cell. Where no other backend is left, one that fails goes on and says so. */
async function checkOf(
  { network, experiment: { optimizer } }: Run,
  options: MakeOptions,
  { info, opened }: Started,
  checked: Checked,
): Promise<SelfCheck> {
  const key = JSON.stringify([network.cell.source, network.layers, network.loss, optimizer, options.exact]);
  if (!checked.has(key)) checked.set(key, await compiling(checkCell(network, opened.make, options, optimizer), CELL));
  const check = checked.get(key) ?? null;
  if (check === null) return info.selfCheck;
  const isLast = info.passedOver.length === BACKENDS.length - 1;
  if (!check.ok && !isLast) throw new Unfit(describeFailedCheck(info.backend, check, 'with this cell'), CELL);
  return { ok: check.ok, maxRelativeError: Math.max(check.maxRelativeError, info.selfCheck.maxRelativeError) };
}
