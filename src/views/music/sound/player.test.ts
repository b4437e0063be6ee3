import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { placed } from '../roll.ts';
import { PretendAudio } from './audio.test.helper.ts';
import { HELD_BACK, INTERRUPTED, Player, type Silence } from './player.ts';
import { programmeOf } from './schedule.ts';

const TUNE = placed(Array.from({ length: 16 }, (_, k) => ({ pitch: 60 + (k % 8), duration: 4 })));
const PROGRAMME = programmeOf({ given: TUNE, composed: [] }, 'given');
const SETTINGS = { tempo: 120, volume: 0.25 };
/** Oscillators of a note. */
const PARTS = 2;

let page: EventTarget & { hidden: boolean };
let audio: PretendAudio;
let silences: Silence[];
let player: Player;

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('document', page);
  use(new PretendAudio());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function use(context: PretendAudio): void {
  audio = context;
  silences = [];
  player = new Player(
    () => context as unknown as AudioContext,
    (why) => silences.push(why),
  );
}

/** The audio clock and the page's timers go on together, in steps of a hundredth of a second. */
async function pass(seconds: number): Promise<void> {
  for (let k = 0; k < Math.round(seconds * 100); k++) {
    audio.currentTime += 0.01;
    await vi.advanceTimersByTimeAsync(10);
  }
}

const beginnings = (): number[] => audio.started.filter((_, k) => k % PARTS === 0).map(({ from }) => from);

describe('playing', () => {
  test('starts every note at its time to the bit, half a second apart at 120, and says when it is over', async () => {
    await player.play(PROGRAMME, SETTINGS);
    await pass(8.5);
    const [first = 0] = beginnings();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(0.2);
    expect(beginnings()).toHaveLength(16);
    for (const [k, from] of beginnings().entries()) expect(from).toBeCloseTo(first + k * 0.5, 9);
    expect(silences).toEqual(['ended']);
    expect(player.moment()).toBeNull();
  });

  test('hands a note over before it begins, and not long before', async () => {
    await player.play(PROGRAMME, SETTINGS);
    for (let k = 0; k < 80; k++) {
      await pass(0.05);
      for (const from of beginnings().slice(-1)) expect(from - audio.currentTime).toBeLessThan(0.36);
    }
    expect(Math.min(...beginnings().map((from, k, all) => from - (all[k - 1] ?? from - 1)))).toBeGreaterThan(0.49);
  });

  test('keeps time while the page is hidden and its timers go off once a second', async () => {
    await player.play(PROGRAMME, SETTINGS);
    page.hidden = true;
    page.dispatchEvent(new Event('visibilitychange'));
    const late: number[] = [];
    for (let k = 0; k < 8; k++) {
      const before = beginnings().length;
      audio.currentTime += 1;
      await vi.advanceTimersByTimeAsync(1000);
      late.push(
        ...beginnings()
          .slice(before)
          .filter((from) => from < audio.currentTime - 1e-9),
      );
    }
    expect(late).toEqual([]);
    expect(beginnings().length).toBeGreaterThan(14);
  });

  test('is as loud as asked, and changes without a leap', async () => {
    await player.play(PROGRAMME, SETTINGS);
    expect(audio.buses[0]?.value).toBe(0.25);
    player.setVolume(0.6);
    expect(audio.buses[0]?.events).toContainEqual(['target', 0.6, audio.currentTime]);
  });

  test('goes on from where it is at another tempo, without losing a note or playing one twice', async () => {
    await player.play(PROGRAMME, SETTINGS);
    await pass(2.2);
    const moment = player.moment() ?? 0;
    player.setTempo(240);
    expect(player.moment()).toBeCloseTo(moment, 6);
    await pass(3.2);
    const heard = audio.started.filter(({ from, until }, k) => k % PARTS === 0 && until > from).map(({ from }) => from);
    expect(heard).toHaveLength(16);
    const gaps = heard.slice(1).map((from, k) => from - (heard[k] ?? 0));
    expect(gaps.slice(0, 3).every((gap) => Math.abs(gap - 0.5) < 1e-6)).toBe(true);
    expect(gaps.slice(6).every((gap) => Math.abs(gap - 0.25) < 1e-6)).toBe(true);
    expect(silences).toEqual(['ended']);
  });

  test('of another programme ends the one before', async () => {
    await player.play(PROGRAMME, SETTINGS);
    await pass(1);
    const before = audio.started.length;
    await player.play(PROGRAMME, SETTINGS);
    expect(audio.left(audio.currentTime + 0.02).length).toBeLessThanOrEqual(audio.started.length - before);
    expect(silences).toEqual([]);
  });
});

describe('stop', () => {
  test('is silent within a fiftieth of a second, and nothing is started any more', async () => {
    await player.play(PROGRAMME, SETTINGS);
    await pass(1.3);
    player.stop();
    const { length } = audio.started;
    expect(audio.left(audio.currentTime + 0.02)).toEqual([]);
    expect(audio.buses[0]?.events.at(-1)).toEqual(['ramp', 0, audio.currentTime + 0.015]);
    await pass(3);
    expect(audio.started).toHaveLength(length);
    expect(silences).toEqual(['stopped']);
    expect(player.moment()).toBeNull();
  });

  test('while the browser still holds the sound back means that it never begins', async () => {
    use(new PretendAudio('suspended'));
    const begun = player.play(PROGRAMME, SETTINGS);
    player.stop();
    await begun;
    await pass(1);
    expect(audio.started).toEqual([]);
    expect(silences).toEqual(['stopped']);
  });
});

describe('where the browser lets nothing sound', () => {
  test('the page says so: held back, it is told within a few seconds', async () => {
    use(new PretendAudio('suspended', false));
    const begun = expect(player.play(PROGRAMME, SETTINGS)).rejects.toThrow(HELD_BACK);
    await pass(3);
    await begun;
    expect(audio.started).toEqual([]);
  });

  test('a press resumes what was suspended', async () => {
    use(new PretendAudio('suspended'));
    await player.play(PROGRAMME, SETTINGS);
    await pass(0.5);
    expect(audio.started.length).toBeGreaterThan(0);
  });

  test('an interruption ends it, and is told', async () => {
    await player.play(PROGRAMME, SETTINGS);
    await pass(0.5);
    audio.state = 'interrupted';
    audio.onstatechange?.();
    expect(silences).toEqual([{ fault: INTERRUPTED }]);
    expect(player.moment()).toBeNull();
  });

  test('no audio at all is the error of the press', async () => {
    const none = new Player(
      () => {
        throw new Error('none');
      },
      () => {},
    );
    await expect(none.play(PROGRAMME, SETTINGS)).rejects.toThrow('none');
  });
});

test('disposed of, it lets go of the audio and of its timers', async () => {
  await player.play(PROGRAMME, SETTINGS);
  await pass(0.5);
  await player.dispose();
  const { length } = audio.started;
  expect(audio.closed).toBe(true);
  await pass(1);
  expect(audio.started).toHaveLength(length);
  expect(vi.getTimerCount()).toBe(0);
  expect(silences).toEqual([]);
});
