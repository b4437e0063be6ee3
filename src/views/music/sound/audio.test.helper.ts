/** A note's part that was started on a pretended context. */
export interface Started {
  readonly frequency: number;
  readonly from: number;
  until: number;
}

/** An audio context without sound whose clock a test sets by hand; it remembers what was started, and what is still to be heard. */
export class PretendAudio {
  currentTime = 0;
  state: string;
  onstatechange: (() => void) | null = null;
  readonly destination = {};
  readonly started: Started[] = [];
  readonly buses: Param[] = [];
  closed = false;

  constructor(
    state = 'running',
    private readonly resumes = true,
  ) {
    this.state = state;
  }

  createGain() {
    const gain = new Param();
    const connect = (to: unknown): unknown => {
      if (to === this.destination) this.buses.push(gain);
      return to;
    };
    return { gain, connect, disconnect: () => {} };
  }

  createOscillator() {
    const frequency = new Param();
    let own: Started | null = null;
    return {
      type: '',
      frequency,
      connect: (to: unknown) => to,
      addEventListener: () => {},
      start: (from: number) => {
        own = { frequency: frequency.value, from, until: Number.POSITIVE_INFINITY };
        this.started.push(own);
      },
      stop: (until: number) => {
        if (own === null) throw new Error('stopped before it was started');
        own.until = until;
      },
    };
  }

  resume(): Promise<void> {
    if (this.resumes) this.state = 'running';
    return this.resumes ? Promise.resolve() : new Promise(() => {});
  }

  close(): Promise<void> {
    this.closed = true;
    this.state = 'closed';
    return Promise.resolve();
  }

  /** Parts that sound at a time or will after it. */
  left(time: number): readonly Started[] {
    return this.started.filter(({ from, until }) => until > time && until > from);
  }
}

class Param {
  value = 1;
  readonly events: (readonly [what: string, value: number, time: number])[] = [];
  private readonly note = (what: string) => (value: number, time: number) => void this.events.push([what, value, time]);
  readonly setValueAtTime = this.note('set');
  readonly linearRampToValueAtTime = this.note('ramp');
  readonly setTargetAtTime = this.note('target');
  readonly cancelScheduledValues = (time: number) => void this.events.push(['cancel', 0, time]);
}
