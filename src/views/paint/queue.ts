/** Milliseconds of one frame that pictures may take: the rest of them waits for the next, so that no frame is late for them all. */
const BUDGET = 5;
/** And what the browser takes to bring one of them onto the screen, after its drawing: a copy of the canvas, and its part of the next composition. */
const PRESENTING = 1;

const waiting = new Set<() => void>();
const emptied = new Set<() => void>();
let frame = 0;

/**
 * Draws in an animation frame, in the order in which it was asked for: in the next, or a frame or two on where there is
 * more to draw than one has time for. One that is asked for again while it waits is drawn once.
 */
export function drawSoon(draw: () => void): void {
  waiting.add(draw);
  ask();
}

export function drawNoMore(draw: () => void): void {
  waiting.delete(draw);
}

/** Calls back in the next animation frame in which nothing waits to be drawn any more. */
export function afterDrawing(done: () => void): void {
  emptied.add(done);
  ask();
}

function ask(): void {
  if (frame === 0) frame = requestAnimationFrame(work);
}

function work(): void {
  frame = 0;
  let end = performance.now() + BUDGET;
  try {
    for (const draw of waiting) {
      waiting.delete(draw);
      draw();
      end -= PRESENTING;
      if (performance.now() >= end) break;
    }
    if (waiting.size === 0) tell();
  } finally {
    if (waiting.size > 0 || emptied.size > 0) ask();
  }
}

function tell(): void {
  const told = [...emptied];
  emptied.clear();
  for (const done of told) done();
}
