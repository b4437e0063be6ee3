import gru from 'brain.js/dist/recurrent/gru-time-step';
import lstm from 'brain.js/dist/recurrent/lstm-time-step';
import rnn from 'brain.js/dist/recurrent/rnn-time-step';
import { builtinOf, dataOf, type Job, type MakeTrainer } from './job.ts';

/**
 * brain.js trains on one sequence at a time, predicts the next input at every step and updates with RMSprop after
 * each sequence: one iteration is as many updates as the batch has sequences.
 */
export const makeTrainer: MakeTrainer = async (job) => {
  const { units, inputs, batch } = job;
  const Net = exported({ rnn, gru, lstm }[builtinOf(job)]);
  // An outputSize other than the inputSize trains to NaN in this version.
  const net = new Net({ inputSize: inputs, hiddenLayers: [units], outputSize: inputs });
  const sequences = sequencesOf(job);
  net.trainOpts.learningRate = 0.001;
  net.verifyIsInitialized(sequences);
  return { iterate: () => sequences.reduce((sum, sequence) => sum + net.trainPattern(sequence, true), 0) / batch };
};

/** CommonJS: the bundler may hand over the module or its default export. */
const exported = (module: typeof lstm | { default: typeof lstm }): typeof lstm => ('default' in module ? module.default : module);

/** [b][t][i], small enough for its ReLU. */
function sequencesOf(job: Job): number[][][] {
  const { batch, steps, inputs } = job;
  const { x } = dataOf(job);
  const at = (b: number, t: number): number[] =>
    Array.from(x.subarray((b * steps + t) * inputs, (b * steps + t + 1) * inputs), (v) => v * 0.2);
  return Array.from({ length: batch }, (_, b) => Array.from({ length: steps }, (_, t) => at(b, t)));
}
