import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterDrawing, drawNoMore, drawSoon } from './queue.ts';

let passed = 0;
let asked: FrameRequestCallback[] = [];
beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (work: FrameRequestCallback) => asked.push(work));
  vi.spyOn(performance, 'now').mockImplementation(() => passed);
});
afterEach(() => {
  while (asked.length > 0) nextFrame();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function nextFrame(): void {
  const due = asked;
  asked = [];
  for (const work of due) work(passed);
}

/** Drawings that take so long, and write their names down. */
function drawings(milliseconds: number) {
  const drawn: string[] = [];
  const named = (name: string) => () => {
    passed += milliseconds;
    drawn.push(name);
  };
  return { drawn, named };
}

test('what a frame has time for is drawn in it, and the rest in the next ones, in order', () => {
  const { drawn, named } = drawings(2);
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) drawSoon(named(name));
  expect(drawn).toEqual([]);
  nextFrame();
  expect(drawn.join('')).toBe('ab');
  nextFrame();
  expect(drawn.join('')).toBe('abcd');
  nextFrame();
  expect(drawn.join('')).toBe('abcdef');
});

test('many that take next to nothing are spread as well, since bringing each onto the screen takes its time', () => {
  const { drawn, named } = drawings(0);
  for (let k = 0; k < 12; k++) drawSoon(named('x'));
  nextFrame();
  expect(drawn).toHaveLength(5);
});

test('one that takes longer than a frame has is drawn all the same, alone', () => {
  const { drawn, named } = drawings(40);
  drawSoon(named('a'));
  drawSoon(named('b'));
  nextFrame();
  expect(drawn).toEqual(['a']);
  nextFrame();
  expect(drawn).toEqual(['a', 'b']);
});

test('one that is asked for again while it waits is drawn once, and one that is called off not at all', () => {
  const { drawn, named } = drawings(1);
  const [a, b] = [named('a'), named('b')];
  drawSoon(a);
  drawSoon(b);
  drawSoon(a);
  drawNoMore(b);
  nextFrame();
  nextFrame();
  expect(drawn).toEqual(['a']);
});

test('what is called back waits for all that is still to be drawn, and for a frame where there is nothing', () => {
  const { drawn, named } = drawings(3);
  const told: string[] = [];
  for (const name of ['a', 'b', 'c']) drawSoon(named(name));
  afterDrawing(() => told.push(drawn.join('')));
  nextFrame();
  expect(told).toEqual([]);
  nextFrame();
  expect(told).toEqual(['abc']);
  afterDrawing(() => told.push('again'));
  expect(told).toHaveLength(1);
  nextFrame();
  expect(told[1]).toBe('again');
});

test('a drawing that fails takes no other with it', () => {
  const { drawn, named } = drawings(1);
  drawSoon(() => {
    throw new Error('no context');
  });
  drawSoon(named('b'));
  expect(() => nextFrame()).toThrow('no context');
  nextFrame();
  expect(drawn).toEqual(['b']);
});
