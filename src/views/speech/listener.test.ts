import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clipsOf } from '../../core/speech/clips.ts';
import { heard } from '../../core/speech/frames.ts';
import { speechFile } from '../../core/speech/speech.test.helper.ts';
import type { Heard } from './hear.ts';
import { ALLOWED, Listener } from './listener.ts';
import { type Capture, type Recording, Refused } from './recording.ts';

const clips = clipsOf(speechFile());
const SPOKEN: Recording = { samples: heard(clips, 3, 0), rate: 8000 };

/** A microphone that opens after so many milliseconds, or refuses, and counts who holds it. */
class Microphone {
  open = 0;
  opened = 0;

  constructor(
    private readonly delay = 50,
    private readonly recording: Recording = SPOKEN,
    private readonly refusal: string | null = null,
  ) {}

  readonly use = async (): Promise<Capture> => {
    await new Promise((resolve) => setTimeout(resolve, this.delay));
    if (this.refusal !== null) throw new Refused(this.refusal);
    this.open++;
    this.opened++;
    const close = (): void => {
      this.open--;
    };
    const stop = async (): Promise<Recording> => {
      close();
      return this.recording;
    };
    return { level: () => 0.5, stop, cancel: close };
  };
}

function listenerOf(microphone: Microphone, decode: (file: File) => Promise<Recording> = async () => SPOKEN) {
  const shown: Heard[] = [];
  const listener = new Listener({ open: microphone.use, decode, now: () => Date.now() }, (word) => shown.push(word));
  return { listener, shown, state: () => listener.state.getState() };
}

const file = new File(['x'], 'yes.wav');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('a listener', () => {
  it('listens while the button is held, hears, and lets go of the microphone', async () => {
    const microphone = new Microphone();
    const { listener, shown, state } = listenerOf(microphone);
    listener.press();
    expect(state()).toMatchObject({ phase: 'opening', held: true });
    await pass(60);
    expect(state().phase).toBe('listening');
    expect(listener.level()).toBe(0.5);
    await pass(800);
    listener.release();
    expect(state().phase).toBe('hearing');
    await pass(300);
    expect(state()).toMatchObject({ phase: 'idle', fault: null });
    expect(shown).toEqual([state().heard]);
    expect(shown[0]?.own.caption).toBe('your voice');
    expect(microphone.open).toBe(0);
  });

  it('goes on after a tap until the next one', async () => {
    const { listener, shown, state } = listenerOf(new Microphone());
    listener.press();
    await pass(100);
    listener.release();
    await pass(1500);
    expect(state()).toMatchObject({ phase: 'listening', held: false });
    listener.press();
    listener.release();
    await pass(300);
    expect(shown).toHaveLength(1);
    expect(state().phase).toBe('idle');
  });

  it('does not listen when the browser was asked and the button let go meanwhile, but says that it may now', async () => {
    const microphone = new Microphone(4000);
    const { listener, state } = listenerOf(microphone);
    listener.press();
    await pass(200);
    listener.release();
    await pass(4000);
    expect(state()).toMatchObject({ phase: 'idle', note: ALLOWED });
    expect([microphone.opened, microphone.open]).toEqual([1, 0]);
    listener.press();
    expect(state().note).toBeNull();
  });

  it('ends by itself when nobody ends it', async () => {
    const { listener, shown } = listenerOf(new Microphone());
    listener.tap();
    await pass(5400);
    expect(shown).toHaveLength(1);
  });

  it('lets go of the microphone when it is cancelled, before it opens, while it listens and while it hears', async () => {
    for (const after of [10, 500, 900]) {
      const microphone = new Microphone();
      const { listener, shown, state } = listenerOf(microphone);
      listener.press();
      await pass(Math.min(after, 800));
      if (after > 800) listener.release();
      await pass(Math.max(0, after - 800));
      listener.cancel();
      await pass(10_000);
      expect(microphone.open).toBe(0);
      expect(shown).toEqual([]);
      expect(state()).toMatchObject({ phase: 'idle', fault: null });
    }
  });

  it('is cancelled by a press while the microphone opens', async () => {
    const microphone = new Microphone(1000);
    const { listener, state } = listenerOf(microphone);
    listener.tap();
    listener.press();
    await pass(2000);
    expect(state().phase).toBe('idle');
    expect(microphone.open).toBe(0);
  });

  it('tells why the microphone does not open, and tries again at the next press', async () => {
    const { listener, state } = listenerOf(new Microphone(10, SPOKEN, 'The microphone was refused.'));
    listener.press();
    await pass(20);
    expect(state()).toMatchObject({ phase: 'idle', fault: 'The microphone was refused.' });
    listener.press();
    expect(state()).toMatchObject({ phase: 'opening', fault: null });
  });

  it('tells what is wrong with a recording, and keeps the word that was heard before', async () => {
    const { listener, shown, state } = listenerOf(new Microphone(), async () => ({ samples: new Float32Array(48_000), rate: 48_000 }));
    listener.press();
    await pass(900);
    listener.release();
    await pass(300);
    await listener.read(file);
    expect(state().fault).toBe('“yes.wav” holds nothing but silence: choose another.');
    expect(state().heard).toBe(shown[0]);
    expect(shown).toHaveLength(1);
  });

  it('hears the last of two files, whichever is read first', async () => {
    const slow = new File(['x'], 'slow.wav');
    const decode = async ({ name }: File): Promise<Recording> => {
      await new Promise((resolve) => setTimeout(resolve, name === 'slow.wav' ? 100 : 10));
      return SPOKEN;
    };
    const { listener, shown } = listenerOf(new Microphone(), decode);
    void listener.read(slow);
    void listener.read(file);
    await pass(200);
    expect(shown.map(({ own }) => own.caption)).toEqual(['your file “yes.wav”']);
  });
});
