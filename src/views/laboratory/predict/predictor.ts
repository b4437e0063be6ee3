import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isLaboratoryOpen, LABORATORY } from '../../../core/laboratory/names.ts';
import { type Drawing, draw, finished, type Stroke, startDrawing } from '../../../core/predict/drawing.ts';
import { NO_PREDICTIONS, type Prediction, type Predictions, type Quantity } from '../../../core/predict/prediction.ts';
import { readPredictions, writePredictions } from '../../../core/predict/text.ts';
import { taskOf } from '../../../core/tasks/index.ts';
import { describeProblem, type Problem } from '../../../core/words.ts';
import type { Session, State } from '../../../store/session.ts';
import { useSession } from '../../useSession.ts';

/** Iterations that a loss is drawn over where nothing else is said. */
export const ITERATIONS = 1000;

export interface Predicting {
  readonly predictions: Predictions;
  /** The line that is being drawn; null while none is. */
  readonly drawing: Drawing | null;
}

/**
 * What a person predicted and is drawing. All but the line under the pen stands in the session's view, so that links,
 * Back and a change of the experiment find it there. Training ends the drawing, since it shows what is to be predicted.
 */
class Predictor {
  readonly state: StoreApi<Predicting> = createStore<Predicting>(() => ({ predictions: NO_PREDICTIONS, drawing: null }));
  private text = '';
  /** What stood there before it was drawn anew. */
  private before: Prediction | null = null;
  private training: boolean;

  constructor(private readonly session: Session) {
    const state = session.state.getState();
    this.training = state.phase === 'training';
    this.follow(state);
    session.state.subscribe((now) => this.follow(now));
  }

  /** Covers a quantity and has it drawn: the norm of the network at rest, the loss from its first iteration on. */
  async ask(of: Quantity, iterations = ITERATIONS): Promise<void> {
    const { phase, iteration } = this.session.state.getState();
    if (of === 'loss' && iteration > 0) await this.session.rewind();
    else if (phase === 'training') await this.session.pause();
    const { predictions } = this.state.getState();
    this.before = predictions[of];
    const length = of === 'norm' ? stepsOf(this.session.state.getState()) : iterations;
    this.keep({ ...predictions, asked: { of, length } });
  }

  stroke(stroke: Stroke): void {
    const { drawing } = this.state.getState();
    if (drawing !== null) this.state.setState({ drawing: draw(drawing, stroke) });
  }

  /** Takes the line as it stands; where there is none, what was there before. */
  done(): void {
    const { predictions, drawing } = this.state.getState();
    if (drawing === null) return;
    const line = finished(drawing) ?? this.before;
    const { open } = this.session.state.getState().view;
    // What it came to is read there.
    if (finished(drawing) !== null && !isLaboratoryOpen(open)) this.session.look({ open: [...open, LABORATORY] });
    this.keep({ ...predictions, [drawing.of]: line, asked: null });
  }

  /** What was there before the drawing stays. */
  giveUp(): void {
    this.stroke({ type: 'clear' });
    this.done();
  }

  remove(of: Quantity): void {
    this.keep({ ...this.state.getState().predictions, [of]: null });
  }

  share(shared: boolean): void {
    this.session.look({ shared });
  }

  private keep(predictions: Predictions): void {
    const predict = writePredictions(predictions);
    this.session.look(predict === '' ? { predict, shared: false } : { predict });
  }

  private follow(state: State): void {
    const began = state.phase === 'training' && !this.training;
    this.training = state.phase === 'training';
    if (state.view.predict !== this.text) this.read(state);
    if (began) this.done();
    const { drawing, predictions } = this.state.getState();
    if (drawing?.of === 'norm' && drawing.length !== stepsOf(state)) {
      this.stroke({ type: 'fit', length: stepsOf(state) });
      this.keep({ ...predictions, asked: { of: 'norm', length: stepsOf(state) } });
    }
  }

  private read(state: State): void {
    this.text = state.view.predict;
    const problems: Problem[] = [];
    const predictions = readPredictions(this.text, { norm: stepsOf(state), loss: ITERATIONS }, problems);
    const { asked } = predictions;
    const { drawing } = this.state.getState();
    const goesOn = asked !== null && drawing?.of === asked.of && drawing.length === asked.length;
    this.state.setState({ predictions, drawing: goesOn ? drawing : asked && startDrawing(asked.of, asked.length, this.before) });
    if (asked === null) this.before = null;
    if (problems.length === 0) return;
    this.session.notify('warning', problems.map(describeProblem).join('\n'));
    this.keep(predictions);
  }
}

const stepsOf = ({ experiment }: State): number => taskOf(experiment.task).sizes(experiment.options).steps;

/** One for each session, for as long as it lives. */
const known = new WeakMap<Session, Predictor>();

export function predictorOf(session: Session): Predictor {
  const predictor = known.get(session) ?? new Predictor(session);
  known.set(session, predictor);
  return predictor;
}

export const usePredictor = (): Predictor => predictorOf(useSession());

export const usePredicting = <T>(select: (now: Predicting) => T): T => useStore(usePredictor().state, select);
