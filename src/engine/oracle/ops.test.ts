import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll } from 'vitest';
import { describeExecutor } from '../executor/contract.test.helper.ts';
import { makeOpsExecutor } from './ops.ts';

beforeAll(() => tf.setBackend('cpu'));

describeExecutor('the executor on tfjs', makeOpsExecutor, () => tf.memory().numTensors);
