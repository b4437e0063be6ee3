import { useMemo } from 'react';
import type { Decades } from '../../figures/loss/axis.ts';
import { Painting } from '../../paint/Painting.tsx';
import { wasPainter } from './paintWas.ts';

/** What the run was before it was trained on from an earlier iteration, under the curve of the loss. */
export default function WhatWas({ end, decades }: { readonly end: number; readonly decades: Decades }) {
  return <Painting paint={useMemo(() => wasPainter(end, decades), [end, decades])} />;
}
