import { describe, expect, test } from 'vitest';
import { placeBeside } from './place.ts';

const room = { width: 400, height: 300 };
const size = { width: 120, height: 60 };

describe('a floating box', () => {
  test('stands under its anchor, left edges in line', () => {
    expect(placeBeside({ left: 40, top: 20, width: 80, height: 20 }, size, room)).toEqual({ left: 40, top: 46 });
  });

  test('stands above where there is no room under', () => {
    expect(placeBeside({ left: 40, top: 270, width: 80, height: 20 }, size, room)).toEqual({ left: 40, top: 204 });
  });

  test('stands to the right where that is asked for and there is room, else above', () => {
    expect(placeBeside({ left: 40, top: 100, width: 80, height: 20 }, size, room, 'right')).toEqual({ left: 126, top: 100 });
    expect(placeBeside({ left: 40, top: 100, width: 300, height: 20 }, size, room, 'right')).toEqual({ left: 40, top: 34 });
    expect(placeBeside({ left: 40, top: 20, width: 300, height: 20 }, size, room, 'right')).toEqual({ left: 40, top: 46 });
  });

  test('never leaves the window', () => {
    expect(placeBeside({ left: 380, top: 20, width: 20, height: 20 }, size, room).left).toBe(272);
    expect(placeBeside({ left: -50, top: 20, width: 20, height: 20 }, size, room).left).toBe(8);
  });

  test('shows its beginning where it is larger than the window', () => {
    expect(placeBeside({ left: 0, top: 0, width: 10, height: 10 }, { width: 900, height: 900 }, room)).toEqual({ left: 8, top: 8 });
  });
});
