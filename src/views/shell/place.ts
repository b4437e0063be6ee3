interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

const GAP = 6;
const MARGIN = 8;

/** On which side of its anchor a box floats, where there is room. */
export type Side = 'under' | 'right';

/**
 * Where a floating box of `size` goes beside `anchor`, in pixels of the window, always inside it as far as it fits.
 * `under`: under the anchor, else above it. `right`: beside it, else above it, so that what stands under it stays free.
 */
export function placeBeside(anchor: Box, size: Size, room: Size, side: Side = 'under'): { readonly left: number; readonly top: number } {
  const right = anchor.left + anchor.width + GAP;
  if (side === 'right' && right + size.width + MARGIN <= room.width)
    return { left: right, top: within(anchor.top, size.height, room.height) };
  const under = anchor.top + anchor.height + GAP;
  const above = anchor.top - GAP - size.height;
  const fitsUnder = under + size.height + MARGIN <= room.height;
  const top = above < MARGIN || (side === 'under' && fitsUnder) ? under : above;
  return { left: within(anchor.left, size.width, room.width), top: within(top, size.height, room.height) };
}

const within = (at: number, length: number, room: number): number => Math.max(MARGIN, Math.min(at, room - MARGIN - length));
