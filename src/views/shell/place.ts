export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 6;
const MARGIN = 8;

/**
 * Where a floating box of `size` goes beside `anchor`, in pixels of the window: under it, above it where there is no
 * room under it, and always inside the window as far as it fits.
 */
export function placeBeside(
  anchor: Box,
  size: { readonly width: number; readonly height: number },
  room: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
  const under = anchor.top + anchor.height + GAP;
  const above = anchor.top - GAP - size.height;
  const top = under + size.height + MARGIN <= room.height || above < MARGIN ? under : above;
  return { left: within(anchor.left, size.width, room.width), top: within(top, size.height, room.height) };
}

const within = (at: number, length: number, room: number): number => Math.max(MARGIN, Math.min(at, room - MARGIN - length));
