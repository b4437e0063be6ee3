import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { defaultOptions, taskOf } from '../../../core/tasks/index.ts';
import { DEFAULT_VIEW } from '../../../core/view.ts';
import { EMPTY_PICTURE, type Picture, type Session } from '../../../store/session.ts';
import { SessionContext, useSession } from '../../useSession.ts';
import Baselines from './Baselines.tsx';
import { loss } from './Loss.tsx';

vi.mock('../../shell/Explained.tsx', () => ({ Explained: ({ children }: { children: ReactNode }) => children }));
vi.mock('../../paint/usePicture.ts', () => ({
  useSampled: (select: (picture: Picture) => unknown) => select(useSession().picture.getState()),
}));

function drawn(
  losses: readonly number[],
  drawing: ReactNode = createElement(loss.Drawing, { figure: loss, at: null, point: () => {} }),
): string {
  const experiment = { task: 'adding', options: defaultOptions(taskOf('adding')) };
  const trace = { iteration: losses.length };
  const stores = {
    state: createStore(() => ({ experiment, view: DEFAULT_VIEW, explosion: null })),
    picture: createStore(() => ({ ...EMPTY_PICTURE, losses, trace })),
  };
  return renderToStaticMarkup(createElement(SessionContext.Provider, { value: stores as unknown as Session }, drawing));
}

test('no canvas that showed the run before stays once there is no loss, since a frame that only clears it may not be presented', () => {
  expect(drawn([0.5, 0.4])).toContain('<canvas');
  expect(drawn([])).not.toContain('<canvas');
  expect(drawn([])).toContain('The loss of every iteration is drawn here.');
});

test('the words of a baseline may be cut, but not its number', () => {
  const baselines = [{ label: 'how often each pitch and length is', loss: 1.93 }];
  const named = createElement(Baselines, { baselines, decades: { low: -1, high: 1 }, end: 100, height: 112 });
  expect(drawn([2], named)).toContain('<span>how often each pitch and length is</span>: 1.93</span>');
});

test('the figure says that its number is the last one', () => {
  expect(drawn([0.5, 0.4])).toContain('last <strong>0.4</strong>');
});
