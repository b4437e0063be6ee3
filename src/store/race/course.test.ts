import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClockName } from '../../core/race/raceLink.ts';
import { Course, type Racer } from './course.ts';

/** A network whose iterations take so many milliseconds of a time that the test alone moves. */
class FakeRacer implements Racer {
  at = 0;
  wrong: string | null = null;
  refuses = false;
  readonly turns: number[] = [];
  constructor(
    readonly milliseconds: number,
    readonly multiplyAdds = 1,
    /** Milliseconds of a turn beyond its iterations. */
    readonly overhead = 0,
  ) {}
  iteration = (): number => this.at;
  work = (): number => this.multiplyAdds;
  fault = (): string | null => this.wrong;
  async train(iterations: number): Promise<{ milliseconds: number }> {
    if (this.refuses) throw new Error('refused');
    this.turns.push(iterations);
    busy++;
    most = Math.max(most, busy);
    const end = time + this.overhead + iterations * this.milliseconds;
    await until(end);
    this.at += iterations;
    busy--;
    return { milliseconds: iterations * this.milliseconds };
  }
}

let time = 0;
let busy = 0;
let most = 0;
let waiting: { readonly at: number; readonly go: () => void }[] = [];

const until = (at: number): Promise<void> => new Promise((go) => waiting.push({ at, go }));

/** Lets time pass: what is due first happens first. */
async function pass(milliseconds: number): Promise<void> {
  const end = time + milliseconds;
  for (;;) {
    for (let k = 0; k < 30; k++) await Promise.resolve();
    waiting.sort((a, b) => a.at - b.at);
    const next = waiting[0];
    if (next === undefined || next.at > end) break;
    waiting = waiting.slice(1);
    time = next.at;
    next.go();
  }
  time = end;
}

async function settled(work: Promise<void>): Promise<void> {
  let done = false;
  void work.then(() => {
    done = true;
  });
  for (let k = 0; k < 1000 && !done; k++) await pass(10);
  expect(done).toBe(true);
}

beforeEach(() => {
  [time, busy, most, waiting] = [0, 0, 0, []];
});

function courseOf(racers: readonly Racer[], clock: ClockName, lanes = 1): Course {
  return new Course(
    () => racers,
    () => clock,
    lanes,
    () => time,
  );
}

async function raced(course: Course, milliseconds: number): Promise<void> {
  const run = course.run();
  await pass(milliseconds);
  await settled(course.stop());
  await settled(run);
}

describe('the clock of iterations', () => {
  test.each([1, 2, 3])('brings all to the same number, the faster wait, with %i at once', async (lanes) => {
    const racers = [new FakeRacer(1), new FakeRacer(7), new FakeRacer(3)];
    await raced(courseOf(racers, 'iterations', lanes), 3000);
    const [first] = racers.map(({ at }) => at);
    expect(racers.map(({ at }) => at)).toEqual([first, first, first]);
    expect(first).toBeGreaterThan(200);
    expect(most).toBe(lanes);
  });

  test('takes turns that are long against their cost and short enough to be watched', async () => {
    const [fast, slow] = [new FakeRacer(0.1), new FakeRacer(2)];
    await raced(courseOf([fast, slow], 'iterations'), 2000);
    const turns = slow.turns.slice(3);
    expect(Math.min(...turns) * 2).toBeGreaterThan(30);
    expect(Math.max(...turns) * 2).toBeLessThanOrEqual(60);
  });

  test('lengthens turns where changing them is dear, so that most of the time is training', async () => {
    const [cheap, dear] = [new FakeRacer(0.05), new FakeRacer(0.05, 1, 80)];
    await raced(courseOf([cheap, dear], 'iterations'), 6000);
    expect(dear.at).toBe(cheap.at);
    expect(dear.turns.at(-1)).toBeGreaterThan(200 / 0.05);
    expect(dear.turns.at(-1)).toBeLessThanOrEqual(400 / 0.05);
  });

  test('lets a newcomer catch up first, and does not wait for it when it pauses', async () => {
    const [old, young] = [new FakeRacer(1), new FakeRacer(1)];
    old.at = 500;
    const course = courseOf([old, young], 'iterations');
    await raced(course, 200);
    expect(old.at).toBe(500 + (old.turns[0] ?? 0));
    expect(young.at).toBeGreaterThan(100);
    expect(young.at).toBeLessThan(300);
    await raced(course, 1500);
    expect(young.at).toBe(old.at);
  });

  test('one step is one iteration of each', async () => {
    const racers = [new FakeRacer(1), new FakeRacer(90)];
    const course = courseOf(racers, 'iterations');
    await raced(course, 400);
    const before = racers.map(({ at }) => at);
    await settled(course.step());
    expect(racers.map(({ at }) => at)).toEqual(before.map((at) => at + 1));
  });

  test('goes on without one that exploded, and ends where nobody is left', async () => {
    const [well, ill] = [new FakeRacer(1), new FakeRacer(1)];
    const course = courseOf([well, ill], 'iterations');
    const run = course.run();
    await pass(200);
    ill.wrong = 'a number was no longer finite';
    const stood = ill.at;
    await pass(500);
    expect(well.at).toBeGreaterThan(stood + 200);
    well.wrong = 'and here too';
    await settled(run);
  });

  test.each(['iterations', 'work', 'time'] as const)(
    'while they race under the clock of %s all stand where the slowest has come to, and go on only',
    async (clock) => {
      const racers = [new FakeRacer(1, 1000), new FakeRacer(7, 2000), new FakeRacer(3, 500)];
      const course = courseOf(racers, clock, 2);
      const amount = (racer: FakeRacer, iterations: number): number =>
        iterations * { iterations: 1, work: racer.multiplyAdds, time: racer.milliseconds }[clock];
      const run = course.run();
      await pass(400);
      let [before, wasAhead] = [racers.map((racer) => course.reached(racer)), false];
      for (let k = 0; k < 150; k++) {
        await pass(10);
        const now = racers.map((racer) => course.reached(racer));
        const least = Math.min(...racers.map((racer) => amount(racer, racer.at)));
        for (const [j, racer] of racers.entries()) {
          expect(now[j]).toBeGreaterThanOrEqual(before[j] ?? 0);
          expect(Math.abs(amount(racer, now[j] ?? 0) - least)).toBeLessThan(2000.5);
          wasAhead ||= racer.at > (now[j] ?? 0) + 5;
        }
        if (clock === 'iterations') expect(new Set(now).size).toBe(1);
        before = now;
      }
      expect(wasAhead).toBe(true);
      await settled(course.stop());
      await settled(run);
      expect(racers.map((racer) => course.reached(racer))).toEqual(racers.map(({ at }) => at));
    },
  );

  test('one that has to catch up takes nothing from where the others stand', async () => {
    const [old, young] = [new FakeRacer(1), new FakeRacer(1)];
    old.at = 500;
    const course = courseOf([old, young], 'iterations');
    const run = course.run();
    await pass(200);
    expect(course.reached(old)).toBe(500);
    expect(course.reached(young)).toBe(young.at);
    expect(young.at).toBeLessThan(300);
    await settled(course.stop());
    await settled(run);
  });

  test('one that refuses again and again sits it out until the next start', async () => {
    const [well, ill] = [new FakeRacer(1), new FakeRacer(1)];
    ill.refuses = true;
    const course = courseOf([well, ill], 'iterations');
    await raced(course, 300);
    expect(well.at).toBeGreaterThan(100);
    ill.refuses = false;
    await raced(course, 900);
    expect(ill.at).toBe(well.at);
  });
});

describe('the clock of arithmetic', () => {
  test.each([1, 3])('gives iterations in proportion to what they cost, with %i at once', async (lanes) => {
    const racers = [new FakeRacer(1, 1000), new FakeRacer(2, 3700), new FakeRacer(5, 250)];
    await raced(courseOf(racers, 'work', lanes), 4000);
    const work = racers.map(({ at, multiplyAdds }) => at * multiplyAdds);
    const [least, most] = [Math.min(...work), Math.max(...work)];
    expect(most - least).toBeLessThanOrEqual(3700);
    expect(least).toBeGreaterThan(50 * 3700);
  });
});

describe('the clock of time', () => {
  test('trains strictly in turns, each for as long', async () => {
    const racers = [new FakeRacer(1, 1, 30), new FakeRacer(8), new FakeRacer(0.2, 1, 9)];
    const course = courseOf(racers, 'time', 3);
    await raced(course, 5000);
    expect(most).toBe(1);
    const spent = racers.map((racer) => course.spent(racer));
    for (const [k, { at, milliseconds }] of racers.entries()) expect(spent[k]).toBeCloseTo(at * milliseconds, 6);
    expect(Math.max(...spent) - Math.min(...spent)).toBeLessThanOrEqual(120);
    expect(Math.min(...spent)).toBeGreaterThan(1000);
  });

  test('starts anew for one that was rewound', async () => {
    const racers = [new FakeRacer(1), new FakeRacer(2)] as const;
    const course = courseOf(racers, 'time');
    await raced(course, 1000);
    racers[1].at = 0;
    expect(course.spent(racers[1])).toBe(0);
    expect(course.spent(racers[0])).toBeGreaterThan(300);
  });

  test('counts what was trained before the race as soon as it knows how long that took', async () => {
    const racers = [new FakeRacer(1), new FakeRacer(2)] as const;
    racers[0].at = 700;
    const course = courseOf(racers, 'time');
    await raced(course, 3000);
    for (const racer of racers) expect(course.spent(racer)).toBeCloseTo(racer.at * racer.milliseconds, 6);
    expect(course.spent(racers[0])).toBeGreaterThan(700);
  });

  test('counts what was trained outside the race at the pace that was measured', async () => {
    const racers = [new FakeRacer(1), new FakeRacer(1)] as const;
    const course = courseOf(racers, 'time');
    await raced(course, 400);
    const before = course.spent(racers[0]);
    racers[0].at += 100;
    expect(course.spent(racers[0])).toBeCloseTo(before + 100, 6);
  });
});

test('a stop before the first round is a stop', async () => {
  const racer = new FakeRacer(1);
  const train = vi.spyOn(racer, 'train');
  const course = courseOf([racer], 'iterations');
  await course.stop();
  expect(train).not.toHaveBeenCalled();
});
