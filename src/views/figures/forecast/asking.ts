/** Forecasts take at most this share of the time while the network trains. */
const SHARE = 0.05;
/** And are asked for at most this often then. */
const APART_MS = 500;

interface Costly {
  readonly milliseconds: number;
}

/** The clock, and how to be called back; tests hand in their own. */
export interface Time {
  now(): number;
  /** Calls back later; returns how not to. */
  later(act: () => void, milliseconds: number): () => void;
}

const TIME: Time = {
  now: () => performance.now(),
  later: (act, milliseconds) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * Asks one question again and again, one on its way at a time: at once where a person asked another, and where the network
 * has changed at most twice a second and for at most a twentieth of the time. What is answered to another question than the
 * last is not shown.
 */
export class Asking<Question, Answer extends Costly> {
  private question: Question | null = null;
  private stale = false;
  private seen = true;
  private due = 0;
  private underway = false;
  private cancel: (() => void) | null = null;

  constructor(
    private readonly ask: (question: Question) => Promise<Answer>,
    private readonly show: (answer: Answer, question: Question) => void,
    private readonly time: Time = TIME,
  ) {}

  /** Another question. */
  put(question: Question): void {
    this.question = question;
    this.hurry();
  }

  /** The network is another. */
  changed(): void {
    this.stale = true;
    this.next();
  }

  /** Asks without waiting for its turn, since training has come to rest. */
  hurry(): void {
    this.due = 0;
    this.changed();
  }

  /** Whether anybody sees the answers; none are asked for while nobody does. */
  watched(seen: boolean): void {
    this.seen = seen;
    this.next();
  }

  stop(): void {
    this.question = null;
    this.cancel?.();
    this.cancel = null;
  }

  private next(): void {
    const { question } = this;
    if (question === null || this.underway || !this.stale || !this.seen) return;
    this.cancel?.();
    this.cancel = null;
    const wait = this.due - this.time.now();
    if (wait > 0) this.cancel = this.time.later(() => this.next(), wait);
    else void this.send(question);
  }

  private async send(question: Question): Promise<void> {
    this.stale = false;
    this.underway = true;
    let spent = 0;
    try {
      const answer = await this.ask(question);
      spent = answer.milliseconds;
      if (this.question === question) this.show(answer, question);
    } catch {
      // An engine that died, or data that are not here: what comes next is another network.
    }
    this.underway = false;
    if (this.question === question) this.due = this.time.now() + Math.max(APART_MS, spent / SHARE - spent);
    this.next();
  }
}
