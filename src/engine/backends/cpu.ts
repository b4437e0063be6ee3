import * as tf from '@tensorflow/tfjs-core';
import { NEVER, type OpenBackend } from './backend.ts';

export const open: OpenBackend = async () => {
  await import('@tensorflow/tfjs-backend-cpu');
  if (!(await tf.setBackend('cpu'))) throw new Error('the plain JavaScript backend did not start');
  return { adapter: 'plain JavaScript', lost: NEVER, refused: () => null, lose: () => {} };
};
