import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { browserAddress } from './address.ts';

/** As much of a window as an address needs. */
function fakeWindow() {
  const listeners = new Map<string, () => void>();
  const history = { pushState: vi.fn(), replaceState: vi.fn() };
  const location = { hash: '#cell=gru', pathname: '/some/path/', search: '', href: 'https://example.org/some/path/#cell=gru' };
  const target = {
    history,
    location,
    setTimeout: (call: () => void, milliseconds: number) => setTimeout(call, milliseconds),
    addEventListener: (type: string, listener: () => void) => listeners.set(type, listener),
  };
  return { address: browserAddress(target as unknown as Window), history, fire: (type: string) => listeners.get(type)?.() };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the address', () => {
  test('reads the hash without its mark, and links from any path', () => {
    const { address } = fakeWindow();
    expect(address.read()).toBe('cell=gru');
    expect(address.link('cell=lstm')).toBe('https://example.org/some/path/#cell=lstm');
    expect(address.link('')).toBe('https://example.org/some/path/');
  });

  test('gathers what is looked at before it is written, the newest alone', () => {
    const { address, history } = fakeWindow();
    for (let t = 1; t < 50; t++) address.replace(`t=${t}`);
    vi.runAllTimers();
    expect(history.replaceState).toHaveBeenCalledTimes(1);
    expect(history.replaceState).toHaveBeenCalledWith(null, '', '#t=49');
  });

  test('what waits is written before a new state is set, and dropped when one goes Back', () => {
    const { address, history, fire } = fakeWindow();
    address.replace('t=1');
    address.push('cell=lstm');
    const heard = vi.fn();
    address.listen(heard);
    address.replace('t=2');
    fire('popstate');
    vi.runAllTimers();
    expect(heard).toHaveBeenCalledOnce();
    expect(history.replaceState.mock.calls).toEqual([[null, '', '#t=1']]);
    expect(history.pushState).toHaveBeenCalledWith(null, '', '#cell=lstm');
  });
});
