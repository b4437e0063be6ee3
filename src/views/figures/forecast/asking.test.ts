import { expect, test } from 'vitest';
import { Asking, type Time } from './asking.ts';

interface Told {
  readonly milliseconds: number;
}

/** A clock that is moved by hand, and an engine that answers when it is told to. */
function desk() {
  let now = 0;
  let waiting: { at: number; act: () => void }[] = [];
  const time: Time = {
    now: () => now,
    later(act, milliseconds) {
      const each = { at: now + milliseconds, act };
      waiting.push(each);
      return () => {
        waiting = waiting.filter((other) => other !== each);
      };
    },
  };
  const asked: { question: string; settle: (told: Told) => void; fail: () => void }[] = [];
  const shown: string[] = [];
  const ask = (question: string): Promise<Told> =>
    new Promise((settle, reject) => {
      asked.push({ question, settle, fail: () => reject(new Error('died')) });
    });
  const asking = new Asking<string, Told>(ask, (_, question) => shown.push(question), time);
  return {
    asking,
    shown,
    asked: () => asked.map(({ question }) => question),
    async answer(milliseconds = 10) {
      asked.at(-1)?.settle({ milliseconds });
      await Promise.resolve();
      await Promise.resolve();
    },
    async fail() {
      asked.at(-1)?.fail();
      for (let k = 0; k < 4; k++) await Promise.resolve();
    },
    pass(milliseconds: number) {
      now += milliseconds;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { act } of due) act();
    },
  };
}

test('a network that changes all the time is asked about twice a second, one question on its way', async () => {
  const { asking, asked, answer, pass, shown } = desk();
  asking.put('a');
  for (let k = 0; k < 9; k++) asking.changed();
  expect(asked()).toEqual(['a']);
  await answer();
  expect(shown).toEqual(['a']);
  for (let k = 0; k < 499; k++) {
    asking.changed();
    pass(1);
  }
  expect(asked()).toHaveLength(1);
  pass(1);
  expect(asked()).toHaveLength(2);
});

test('answers that take long are asked for the less often: for a twentieth of the time', async () => {
  const { asking, asked, answer, pass } = desk();
  asking.put('a');
  await answer(200);
  asking.changed();
  pass(3799);
  expect(asked()).toHaveLength(1);
  pass(1);
  expect(asked()).toHaveLength(2);
});

test('another question is asked at once, and of many that come meanwhile the last', async () => {
  const { asking, asked, answer, shown } = desk();
  asking.put('a');
  asking.put('b');
  asking.put('c');
  expect(asked()).toEqual(['a']);
  await answer();
  expect(shown).toEqual([]);
  expect(asked()).toEqual(['a', 'c']);
  await answer();
  expect(shown).toEqual(['c']);
  asking.put('d');
  expect(asked()).toEqual(['a', 'c', 'd']);
});

test('the last change is never left out, and is asked about at once where training comes to rest', async () => {
  const { asking, asked, answer, pass } = desk();
  asking.put('a');
  await answer();
  asking.changed();
  pass(500);
  expect(asked()).toHaveLength(2);
  await answer();
  asking.changed();
  asking.hurry();
  expect(asked()).toHaveLength(3);
});

test('nothing is asked while nobody sees it, and all that was missed once, when somebody does', async () => {
  const { asking, asked, answer, pass } = desk();
  asking.put('a');
  await answer();
  asking.watched(false);
  asking.changed();
  pass(5000);
  expect(asked()).toHaveLength(1);
  asking.watched(true);
  expect(asked()).toHaveLength(2);
});

test('an engine that dies is asked again when the network is there again, and not before', async () => {
  const { asking, asked, fail, pass, answer, shown } = desk();
  asking.put('a');
  await fail();
  pass(5000);
  expect(asked()).toHaveLength(1);
  asking.changed();
  expect(asked()).toHaveLength(2);
  await answer();
  expect(shown).toEqual(['a']);
});

test('after the end nothing is asked or shown', async () => {
  const { asking, asked, answer, pass, shown } = desk();
  asking.put('a');
  asking.stop();
  await answer();
  asking.changed();
  pass(5000);
  expect(asked()).toHaveLength(1);
  expect(shown).toEqual([]);
});
