import { layoutOf, type Network } from '../../core/network.ts';
import type { ThetaLayout } from './theta.ts';

/** Lines that turn `sum`, the gradient of the texel `p`, into the one that learning gets. */
export function interventionLines(network: Network, theta: Pick<ThetaLayout, 'region'>): string[] {
  const { still = [], clipValue = 0 } = network.interventions ?? {};
  const lines: string[] = [];
  for (const { layer, name, offset, rows, columns } of still.length === 0 ? [] : layoutOf(network).slots) {
    const { x, y, width } = theta.region(layer, name);
    for (const stretch of still) {
      const first = Math.max(0, stretch.from - offset);
      const end = Math.min(rows * columns, stretch.from + stretch.length - offset);
      if (first === 0 && end === rows * columns) lines.push(whole(x, y, width, rows));
      else for (let entry = first; entry < end; entry++) lines.push(single(x, y, Math.floor(entry / columns), entry % columns));
    }
  }
  const limit = Math.fround(clipValue).toExponential();
  if (clipValue > 0) {
    const clipped = (part: string): string => `if (finite(sum.${part})) sum.${part} = clamp(sum.${part}, -${limit}, ${limit});`;
    lines.push(...['x', 'y', 'z', 'w'].map(clipped));
  }
  return lines;
}

const whole = (x: number, y: number, width: number, rows: number): string =>
  `if (p.x >= ${x} && p.x < ${x + width} && p.y >= ${y} && p.y < ${y + rows}) sum = vec4(0);`;

const single = (x: number, y: number, row: number, column: number): string =>
  `if (p == ivec2(${x + Math.floor(column / 4)}, ${y + row})) sum.${'xyzw'[column % 4]} = 0.0;`;
