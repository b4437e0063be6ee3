import { createStore } from 'zustand/vanilla';
import { type Heard, hear } from './hear.ts';
import type { Capture, Recording } from './recording.ts';

/** A press that is over sooner is a tap: it begins, and the next one ends. */
const TAP_MS = 350;
/** Where the microphone takes longer to open, the browser asked for it, and nobody is speaking any more. */
const PROMPT_MS = 1500;
/** After the button is let go: people let go before the word is over. */
const TAIL_MS = 200;
/** By then a word has been said. */
const LONGEST_MS = 5000;

export const ALLOWED = 'The microphone is allowed. Press again and say the word.';

export interface Listening {
  readonly phase: 'idle' | 'opening' | 'listening' | 'hearing';
  /** Whether the button is held; otherwise a tap ends it. */
  readonly held: boolean;
  readonly fault: string | null;
  readonly note: string | null;
  readonly heard: Heard | null;
}

/** What of the browser a listener needs. */
export interface Ears {
  /** Opens the microphone. @throws {Refused} with a sentence. */
  open(): Promise<Capture>;
  /** Reads a file. @throws {Refused} with a sentence. */
  decode(file: File): Promise<Recording>;
  now(): number;
}

const IDLE = { phase: 'idle', held: false, fault: null, note: null } as const;

/** Hears one word at a time, from the microphone while a button is held or between two taps of it, or from a file. Owns the microphone until it has heard. */
export class Listener {
  readonly state = createStore<Listening>(() => ({ ...IDLE, heard: null }));
  private capture: Capture | null = null;
  private limit: ReturnType<typeof setTimeout> | undefined;
  private pressed = 0;
  /** Counts what was begun; what was begun before has no say any more. */
  private turn = 0;

  constructor(
    private readonly ears: Ears,
    private readonly onHeard: (heard: Heard) => void,
  ) {}

  level(): number | null {
    return this.capture?.level() ?? null;
  }

  press(): void {
    const { phase } = this.state.getState();
    if (phase === 'listening') void this.finish();
    else if (phase === 'opening') this.cancel();
    else if (phase === 'idle') this.begin(true);
  }

  release(): void {
    const { phase, held } = this.state.getState();
    if (!held) return;
    this.state.setState({ held: false });
    if (phase === 'listening' && this.ears.now() - this.pressed >= TAP_MS) void this.finish();
  }

  /** A press that is not held, as from a switch or a screen reader. */
  tap(): void {
    this.press();
    this.state.setState({ held: false });
  }

  cancel(): void {
    this.let();
    this.state.setState({ ...IDLE });
  }

  /** Hears a file. */
  async read(file: File): Promise<void> {
    this.cancel();
    const turn = this.turn;
    this.state.setState({ phase: 'hearing' });
    await this.settle(turn, this.ears.decode(file), file.name);
  }

  private begin(held: boolean): void {
    const turn = ++this.turn;
    this.pressed = this.ears.now();
    this.state.setState({ ...IDLE, phase: 'opening', held });
    this.ears.open().then(
      (capture) => (turn === this.turn ? this.opened(capture) : capture.cancel()),
      (error: unknown) => (turn === this.turn ? this.refused(error) : undefined),
    );
  }

  private opened(capture: Capture): void {
    if (!this.state.getState().held && this.ears.now() - this.pressed > PROMPT_MS) {
      capture.cancel();
      return this.state.setState({ ...IDLE, note: ALLOWED });
    }
    this.capture = capture;
    this.limit = setTimeout(() => void this.finish(), LONGEST_MS);
    this.state.setState({ phase: 'listening' });
  }

  private async finish(): Promise<void> {
    const { capture, turn } = this;
    if (capture === null || this.state.getState().phase !== 'listening') return;
    clearTimeout(this.limit);
    this.state.setState({ phase: 'hearing', held: false });
    await new Promise((resolve) => setTimeout(resolve, TAIL_MS));
    if (turn !== this.turn) return;
    this.capture = null;
    await this.settle(turn, capture.stop(), null);
  }

  private async settle(turn: number, recorded: Promise<Recording>, file: string | null): Promise<void> {
    try {
      const recording = await recorded;
      if (turn === this.turn) this.heard(hear(recording, file));
    } catch (error) {
      if (turn === this.turn) this.refused(error);
    }
  }

  private heard(heard: ReturnType<typeof hear>): void {
    if ('fault' in heard) return this.state.setState({ ...IDLE, fault: heard.fault });
    this.state.setState({ ...IDLE, heard });
    this.onHeard(heard);
  }

  private refused(error: unknown): void {
    const fault = error instanceof Error ? error.message : String(error);
    this.state.setState({ ...IDLE, fault });
  }

  /** Lets go of the microphone, whatever was to come of it. */
  private let(): void {
    this.turn++;
    clearTimeout(this.limit);
    this.capture?.cancel();
    this.capture = null;
  }
}
