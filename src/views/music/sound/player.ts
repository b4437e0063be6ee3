import { type Anchor, due, momentOf, type Programme, sixteenth, timeOf } from './schedule.ts';
import { type Sounding, sound } from './voice.ts';

/** Notes are handed to the audio clock so many seconds before they begin, so that a busy page does not make them late. */
const AHEAD = 0.3;
/** The same where the page is hidden and its timers go off once a second. */
const AHEAD_HIDDEN = 1.5;
const TICK_MS = 50;
/** From the press to the first note, and from Stop to silence: short, and long enough that nothing clicks. */
const [LEAD, FADE] = [0.06, 0.015];
/** How long a browser may take to let sound through. */
const PATIENCE_MS = 1500;

const NO_SOUND = 'This browser has no Web Audio, so the page cannot play here; all else works.';
const NO_CONTEXT = 'The browser gave the page no way to sound: another page may hold the sound device. Press Play to try again.';
export const HELD_BACK = 'The browser holds the sound back: press Play again, or allow sound for this page.';
export const INTERRUPTED = 'The sound was interrupted by the system: press Play to begin again.';

interface Playing {
  readonly programme: Programme;
  readonly bus: GainNode;
  anchor: Anchor;
  /** Index of the first note that is not yet with the audio clock. */
  next: number;
  soundings: readonly Sounding[];
}

/** Why it fell silent: a person stopped it, it came to its end, or a sentence. */
export type Silence = 'stopped' | 'ended' | { readonly fault: string };

export interface Settings {
  /** Beats a minute. */
  readonly tempo: number;
  /** From 0 to 1. */
  readonly volume: number;
}

/** Plays one programme at a time. It opens its audio at the first one, since browsers want a gesture for it, and owns it until it is disposed of. */
export class Player {
  private context: AudioContext | null = null;
  private playing: Playing | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;

  constructor(
    private readonly open: () => AudioContext,
    private readonly onSilent: (why: Silence) => void,
  ) {}

  /** Begins a programme, in the place of one that plays. @throws {Error} with a sentence where the browser lets nothing sound. */
  async play(programme: Programme, { tempo, volume }: Settings): Promise<void> {
    this.silence();
    const turn = ++this.turn;
    const context = this.opened();
    await running(context);
    if (turn !== this.turn) return;
    const bus = context.createGain();
    bus.gain.value = volume;
    bus.connect(context.destination);
    const anchor = { moment: 0, time: context.currentTime + LEAD, tempo };
    this.playing = { programme, bus, anchor, next: 0, soundings: [] };
    document.addEventListener('visibilitychange', this.tick);
    this.tick();
  }

  stop(): void {
    this.turn++;
    this.fall('stopped');
  }

  /** From here on; a note that has begun keeps its length. */
  setTempo(tempo: number): void {
    const { playing, context } = this;
    if (playing === null || context === null) return;
    const now = context.currentTime;
    const moment = momentOf(playing.anchor, now);
    const early = playing.soundings.filter(({ from }) => from > now);
    for (const sounding of early) sounding.cut(now);
    playing.next -= early.length;
    playing.soundings = playing.soundings.filter((sounding) => !early.includes(sounding));
    playing.anchor = { moment, time: now, tempo };
    this.tick();
  }

  setVolume(volume: number): void {
    const { playing, context } = this;
    if (playing !== null && context !== null) playing.bus.gain.setTargetAtTime(volume, context.currentTime, FADE);
  }

  /** Sixteenths since the programme's beginning; null while nothing plays. */
  moment(): number | null {
    const { playing, context } = this;
    return playing === null || context === null ? null : momentOf(playing.anchor, context.currentTime);
  }

  async dispose(): Promise<void> {
    this.turn++;
    this.silence();
    const { context } = this;
    this.context = null;
    if (context === null || context.state === 'closed') return;
    context.onstatechange = null;
    await context.close();
  }

  private opened(): AudioContext {
    if (this.context !== null) return this.context;
    const context = this.open();
    context.onstatechange = () => {
      if (this.playing !== null && context.state !== 'running') this.fall({ fault: INTERRUPTED });
    };
    this.context = context;
    return context;
  }

  /** As an arrow, since it listens too: a page that is hidden has to look further ahead at once. */
  private readonly tick = (): void => {
    clearTimeout(this.timer);
    const { playing, context } = this;
    if (playing === null || context === null) return;
    const now = context.currentTime;
    if (now > timeOf(playing.anchor, playing.programme.end)) return this.fall('ended');
    this.handOver(playing, context, now + (document.hidden ? AHEAD_HIDDEN : AHEAD));
    this.timer = setTimeout(this.tick, TICK_MS);
  };

  private handOver(playing: Playing, context: AudioContext, before: number): void {
    const { programme, anchor, bus } = playing;
    const notes = due(programme.notes, anchor, playing.next, before);
    const soundings = notes.map((note) => {
      const from = Math.max(context.currentTime, timeOf(anchor, note.from));
      return sound(context, bus, note, from, note.length * sixteenth(anchor.tempo));
    });
    playing.next += notes.length;
    playing.soundings = [...playing.soundings.filter(({ until }) => until > context.currentTime), ...soundings];
  }

  private fall(why: Silence): void {
    this.silence();
    this.onSilent(why);
  }

  /** Fades out within a few milliseconds and lets go of all that was scheduled. */
  private silence(): void {
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.tick);
    const { playing, context } = this;
    this.playing = null;
    if (playing === null || context === null) return;
    const now = context.currentTime;
    playing.bus.gain.cancelScheduledValues(now);
    playing.bus.gain.setValueAtTime(playing.bus.gain.value, now);
    playing.bus.gain.linearRampToValueAtTime(0, now + FADE);
    for (const sounding of playing.soundings) sounding.cut(now + FADE);
    setTimeout(() => playing.bus.disconnect(), 10 * 1000 * FADE);
  }
}

/** Waits until a context runs. @throws {Error} with a sentence where the browser does not let it. */
async function running(context: AudioContext): Promise<void> {
  if (context.state === 'running') return;
  const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([context.resume().catch(() => {}), late]);
  if ((context.state as AudioContextState) !== 'running') throw new Error(HELD_BACK);
}

/** The browser's own audio. @throws {Error} with a sentence where it has none. */
export function openAudio(): AudioContext {
  if (typeof AudioContext === 'undefined') throw new Error(NO_SOUND);
  try {
    return new AudioContext({ latencyHint: 'interactive' });
  } catch (error) {
    throw new Error(NO_CONTEXT, { cause: error });
  }
}
