import { describeExecutor } from '../executor/contract.test.helper.ts';
import { createWasmMaker } from './executor.ts';

const { make, memory } = createWasmMaker();

describeExecutor('the executor on WebAssembly', make, () => memory().bytes);
