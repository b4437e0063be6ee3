import type { StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../core/experiment.ts';
import type { Frame, History, Snapshot } from '../protocol/messages.ts';
import { grow, reopened, restart, throttle } from './picture.ts';
import { EMPTY_PICTURE, type Picture, type Session, type State } from './session.ts';

/** How often React hears of a running network, at most. */
const STATE_MS = 125;

/** A place that an engine goes on from, of a line of the run; with all that can be gone back to, where that is there. */
export interface Start {
  readonly snapshot: Snapshot;
  readonly line: number;
  readonly history: History | null;
}

/** The session that shows a run. Runs may change their places, as in a race: then they have each other's. */
export interface Place {
  readonly state: StoreApi<State>;
  readonly picture: StoreApi<Picture>;
  readonly notify: Session['notify'];
  /** Another experiment for the same run, in the link too. */
  write(experiment: Experiment): void;
}

/** Where a run is shown now. */
export interface Host {
  place: Place;
}

/** What the page shows of a run: every frame becomes the picture, and now and then a state. Remembers where a new engine could go on. */
export class Shown {
  iteration = 0;
  readonly publish: ReturnType<typeof throttle<Partial<State>>>;
  /** The end of the run, as far as it came with a frame. */
  private end: Start | null = null;
  /** The iteration on show, where that is before the end. */
  private visited: Start | null = null;

  constructor(private readonly host: Host) {
    this.publish = throttle((change) => host.place.state.setState(change), STATE_MS);
  }

  private get picture(): StoreApi<Picture> {
    return this.host.place.picture;
  }

  /** Where an engine goes on whose predecessor died; null for the first weights. */
  get saved(): Start | null {
    return this.end;
  }

  /** Another run, or another engine for it, is on its way. */
  await(start: Start | null): void {
    this.end = start;
    this.visited = null;
  }

  frame(frame: Frame): void {
    this.picture.setState(grow(this.picture.getState(), frame), true);
    this.keepPlace(frame);
    this.iteration = frame.trace.iteration;
    const loss = this.picture.getState().losses[this.iteration - 1] ?? null;
    this.publish({ iteration: this.iteration, loss, speed: frame.speed, ...(frame.past === null ? {} : { past: frame.past }) });
  }

  /** The first frame of a run that was opened. */
  opened(frame: Frame, start: Start | null, change: Partial<State>): void {
    const before = this.picture.getState();
    this.picture.setState(start?.history != null ? reopened(before, frame) : restart(before, frame, start?.line ?? null), true);
    this.end = start;
    this.keepPlace(frame);
    this.iteration = frame.trace.iteration;
    const loss = this.picture.getState().losses[this.iteration - 1] ?? null;
    this.publish.now({ ...change, past: frame.past, iteration: this.iteration, loss, speed: 0 });
  }

  /** Nothing of the run before stays on show. */
  empty(change: Partial<State>): void {
    this.picture.setState(EMPTY_PICTURE, true);
    this.publish.now({ ...change, speed: 0, iteration: 0, loss: null });
  }

  /** Where an iteration before the end is on show, an engine that dies goes on from the end all the same, unless training has gone on from there. */
  private keepPlace({ trace, snapshot, branch: { line } }: Frame): void {
    const isBack = trace.iteration < this.picture.getState().losses.length;
    if (snapshot !== null) {
      const place = { snapshot, line, history: null };
      if (isBack) this.visited = place;
      else this.end = place;
    } else if (!isBack && this.end?.line !== line && this.visited !== null) this.end = this.visited;
    if (!isBack) this.visited = null;
  }
}
