import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { builtinOf, dataOf, type Job, LEARNING, type MakeTrainer } from './job.ts';
import { openTfjs } from './tfjs.ts';

/** The Layers API of TensorFlow.js, as its users have it. */
export const makeTrainer: MakeTrainer = async (job) => {
  await openTfjs(job.backend);
  const model = tfl.sequential({ layers: [layerOf(job), tfl.layers.dense({ units: 1 })] });
  model.compile({ optimizer: new ClippingAdam(LEARNING.rate), loss: 'meanSquaredError' });
  const { x, y } = dataOf(job);
  const [xs, ys] = [tf.tensor3d(x, [job.batch, job.steps, job.inputs]), tf.tensor2d(y, [job.batch, 1])];
  return { iterate: async () => (await model.trainOnBatch(xs, ys)) as number };
};

/** Sigmoid gates as everywhere else, where the library takes hardSigmoid; Glorot's weights, since the orthogonal ones are slow to draw. */
function layerOf(job: Job): tfl.layers.Layer {
  const { units, steps, inputs } = job;
  const cell = builtinOf(job);
  const sizes = { units, inputShape: [steps, inputs], recurrentInitializer: 'glorotUniform' as const };
  if (cell === 'rnn') return tfl.layers.simpleRNN(sizes);
  return tfl.layers[cell]({ ...sizes, recurrentActivation: 'sigmoid' });
}

/** The library clips nothing by itself. */
class ClippingAdam extends tf.AdamOptimizer {
  constructor(rate: number) {
    super(rate, 0.9, 0.999, 1e-8);
  }

  /** Trained by a list of variables, as models do, it is given a list. */
  override applyGradients(gradients: Parameters<tf.AdamOptimizer['applyGradients']>[0]): void {
    if (!Array.isArray(gradients)) throw new Error('a model hands over a list of gradients');
    tf.tidy(() => {
      const squares = gradients.map(({ tensor }) => tf.sum(tf.square(tensor)));
      const norm = tf.sqrt(tf.addN(squares));
      const factor = tf.minimum(1, tf.div(LEARNING.clip, tf.maximum(norm, 1e-30)));
      super.applyGradients(gradients.map(({ name, tensor }) => ({ name, tensor: tf.mul(tensor, factor) })));
    });
  }
}
