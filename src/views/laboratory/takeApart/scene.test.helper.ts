import type { FigureName } from '../../../core/laboratory/names.ts';
import { sceneOf as lanesScene } from '../../lanes/scene.test.helper.ts';
import { PALETTE, recordingContext } from '../../paint/recorder.test.helper.ts';
import type { Figure, Scene } from './figure.ts';

/** What was measured, with ten steps of a trace whose last one is scored and whose third is a clue; see `traceOf`. */
export function sceneOf<N extends FigureName>(
  taken: Scene<N>['taken'],
  change: Partial<Pick<Scene<N>, 'cursor' | 'chosen'>> = {},
  ...of: Parameters<typeof lanesScene>
): Scene<N> {
  const { trace, setting } = lanesScene(...of);
  return { taken, trace, setting, cursor: trace.scored, chosen: null, ...change };
}

/** What a figure draws over 400 pixels. */
export function painted<N extends FigureName>(figure: Figure<N>, scene: Scene<N>) {
  const recording = recordingContext();
  figure.paint({ ...scene, context: recording.context, width: 400, height: figure.height(scene), palette: PALETTE });
  return { ...recording, texts: recording.named('fillText').map((call) => String(call.arguments[0])) };
}
