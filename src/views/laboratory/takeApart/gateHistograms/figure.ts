import type { Figure } from '../figure.ts';
import { paintGateHistograms, ROW } from './paint.ts';
import { describe, readBin } from './words.ts';

export const gateHistograms: Figure<'gate-histograms'> = {
  title: 'Gate histograms',
  explanation:
    'How often each value of a gate is met, over all units of the layer, steps and sequences of the probe. A gate below 0.1 is shut and lets nearly nothing through, above 0.9 it is open and lets nearly everything; at both ends its own slope is small, so it hardly learns. A forget gate that is mostly open keeps what is carried, and the blame on its way back. What a tanh gives is saturated beyond ±0.9. The taller the bar, the more often; the share beside its top is what the top stands for.',
  formula: 'share of gate values below 0.1 and above 0.9; slope of a sigmoid a (1 − a), of a tanh 1 − a²',
  overSteps: false,
  height: (scene) => ROW * (scene?.taken.histograms.length ?? 3),
  describe: ({ taken }) => describe(taken),
  marks: () => [],
  paint: paintGateHistograms,
  read({ taken: { histograms } }, { x, y }) {
    const histogram = histograms[Math.min(histograms.length - 1, Math.floor(y * histograms.length))];
    return histogram === undefined ? '' : readBin(histogram, x);
  },
};
