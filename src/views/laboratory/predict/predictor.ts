import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isLaboratoryOpen, LABORATORY } from '../../../core/laboratory/names.ts';
import { type Drawing, draw, finished, type Stroke, startDrawing } from '../../../core/predict/drawing.ts';
import { NO_PREDICTIONS, type Prediction, type Predictions, type Quantity } from '../../../core/predict/prediction.ts';
import { readPredictions, writePredictions } from '../../../core/predict/text.ts';
import { taskOf } from '../../../core/tasks/index.ts';
import { describeProblem, type Problem } from '../../../core/words.ts';
import type { Session, State } from '../../../store/session.ts';
import { attempt } from '../../shell/useRun.ts';
import { useSession } from '../../useSession.ts';
import { visit } from '../machine/useTravel.ts';

/** Iterations that a loss is drawn over where nothing else is said. */
export const ITERATIONS = 1000;

export interface Predicting {
  readonly predictions: Predictions;
  /** The line that is being drawn; null while none is. */
  readonly drawing: Drawing | null;
  /** What was being drawn until now, and whether a line came of it; null once that was heard of. */
  readonly ended: { readonly of: Quantity; readonly isDone: boolean } | null;
}

/**
 * What a person predicted and is drawing. All but the line under the pen stands in the session's view, so that links,
 * Back and a change of the experiment find it there. Nothing of the run is touched while a line is drawn, except that it
 * pauses. A line of the loss that is done goes back to the first weights by the time machine, which keeps the run that was.
 * Whoever has it train is done too, since that shows what is to be predicted.
 */
class Predictor {
  readonly state: StoreApi<Predicting> = createStore<Predicting>(() => ({ predictions: NO_PREDICTIONS, drawing: null, ended: null }));
  private text = '';
  /** What stood there before it was drawn anew. */
  private before: Prediction | null = null;

  constructor(private readonly session: Session) {
    this.follow(session.state.getState());
    session.state.subscribe((now) => this.follow(now));
    session.beforeTraining(() => this.finish());
  }

  /** Covers a quantity and has it drawn: the norm of the network at rest, the loss from its first iteration on. */
  ask(of: Quantity, iterations = ITERATIONS): void {
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
    void this.finish();
  }

  /** What was there before the drawing stays. */
  giveUp(): void {
    this.stroke({ type: 'clear' });
    this.done();
  }

  /** `done`, and the way back to the first weights where it leads there. */
  private finish(): Promise<void> | null {
    const { predictions, drawing } = this.state.getState();
    if (drawing === null) return null;
    const line = finished(drawing);
    const state = this.session.state.getState();
    const { open } = state.view;
    // What it came to is read there.
    if (line !== null && !isLaboratoryOpen(open)) this.session.look({ open: [...open, LABORATORY] });
    this.state.setState({ ended: line !== null || isLaboratoryOpen(open) ? { of: drawing.of, isDone: line !== null } : null });
    this.keep({ ...predictions, [drawing.of]: line ?? this.before, asked: null });
    return line !== null && drawing.of === 'loss' && goesBack(state) ? this.goBack(state) : null;
  }

  /** To the first weights, to learn from there as it is set now. Of the run and what was, the longer one is kept beside what comes. */
  private async goBack({ experiment: { rate, clip, batch, do: list }, past }: State): Promise<void> {
    const { losses, was } = this.session.picture.getState();
    const isLonger = was !== null && was.from + was.losses.length > losses.length;
    if (isLonger && past?.left !== null) await this.session.exchange().catch(() => {});
    await visit(this.session, 0);
    this.session.change({ rate, clip, batch, do: list });
  }

  /** Whoever goes on from what was being drawn has the focus. */
  heard(): void {
    this.state.setState({ ended: null });
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
    if (state.view.predict !== this.text) this.read(state);
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
    else if (state.phase === 'training') attempt(this.session, this.session.pause());
    if (problems.length === 0) return;
    this.session.notify('warning', problems.map(describeProblem).join('\n'));
    this.keep(predictions);
  }
}

/** Whether the run has gone on from its first weights, and can go back to them. */
export const goesBack = ({ past, iteration }: Pick<State, 'past' | 'iteration'>): boolean => iteration > 0 && past?.first === 0;

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
