import type { Cell } from './cell.ts';

/** States to which noise is added at each step, in the order of the cell; none where nothing was done to it. */
export const disturbedStates = ({ graph, forward, states }: Cell): readonly string[] => {
  const found = new Set<string>();
  for (const node of graph.slice(0, forward)) if (node.op === 'noise') found.add(node.state);
  return found.size === 0 ? [] : states.filter((state) => found.has(state));
};
