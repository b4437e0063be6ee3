/** What the bench uses of brain.js 1.6, which declares no types for these files. */
interface TimeStepNet {
  readonly trainOpts: { learningRate: number };
  verifyIsInitialized(sequences: readonly (readonly (readonly number[])[])[]): void;
  /** Forward, backward and update on one sequence; its error. */
  trainPattern(sequence: readonly (readonly number[])[], logError: boolean): number;
}

type TimeStepNetConstructor = new (options: { inputSize: number; hiddenLayers: number[]; outputSize: number }) => TimeStepNet;

declare module 'brain.js/dist/recurrent/lstm-time-step' {
  const net: TimeStepNetConstructor;
  export default net;
}
declare module 'brain.js/dist/recurrent/gru-time-step' {
  const net: TimeStepNetConstructor;
  export default net;
}
declare module 'brain.js/dist/recurrent/rnn-time-step' {
  const net: TimeStepNetConstructor;
  export default net;
}
