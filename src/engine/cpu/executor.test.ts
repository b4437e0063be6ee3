import { describeExecutor } from '../executor/contract.test.helper.ts';
import { createCpuMaker } from './executor.ts';

const { make, memory } = createCpuMaker();

describeExecutor('the executor in plain TypeScript', make, () => memory().bytes);
