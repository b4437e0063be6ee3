import { useCallback, useEffect, useMemo, useState } from 'react';
import { defaultOptions } from '../../core/tasks/index.ts';
import type { Task } from '../../core/tasks/task.ts';
import { type Paint, Painting } from '../paint/Painting.tsx';
import { palette } from '../paint/ramps.ts';
import { useSession } from '../useSession.ts';
import styles from './gallery.module.css';
import { paintSample } from './paintSample.ts';
import { piecesOf, type Sample, sampleOf } from './sample.ts';

/** Data up to this size are fetched for a picture; larger ones wait until the task is chosen. */
const SMALL = 60_000;

interface Props {
  readonly task: Task;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

export function Card({ task, chosen, onChoose }: Props) {
  const sample = useSample(task);
  return (
    <button type="button" className={styles['card']} aria-current={chosen || undefined} onClick={onChoose}>
      <span className={styles['picture']} aria-hidden="true">
        {sample === null ? <span className={styles['symbols']}>{pending(task)}</span> : <Picture task={task} sample={sample} />}
      </span>
      <span className={styles['name']}>{task.title}</span>
      <span className={styles['sentence']}>{task.sentence}</span>
    </button>
  );
}

function pending(task: Task): string {
  const material = task.material?.(defaultOptions(task)) ?? null;
  if (material?.file == null) return 'your own data';
  return `${(material.file.bytes / 1e6).toFixed(1)} MB, fetched when chosen`;
}

/** The task's own data, fetched where they are small. */
function useSample(task: Task): Sample | null {
  const session = useSession();
  const [sample, setSample] = useState(() => sampleOf(task));
  useEffect(() => {
    const material = task.material?.(defaultOptions(task)) ?? null;
    if (sample !== null || material?.file == null || material.file.bytes > SMALL) return;
    let wanted = true;
    session.provide(material).then(
      () => wanted && setSample(sampleOf(task)),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [task, sample, session]);
  return sample;
}

function Picture({ task, sample }: { readonly task: Task; readonly sample: Sample }) {
  if (sample.drawing.input === 'symbols') return <Symbols task={task} sample={sample} />;
  return <Drawn sample={sample} />;
}

function Symbols({ task, sample }: { readonly task: Task; readonly sample: Sample }) {
  const pieces = useMemo(() => piecesOf(task, defaultOptions(task), sample), [task, sample]);
  return (
    <span className={styles['symbols']}>
      {pieces.map(({ text, clue }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sequence have no other identity
        <span key={index} data-clue={clue || undefined}>
          {text}
        </span>
      ))}
    </span>
  );
}

function Drawn({ sample }: { readonly sample: Sample }) {
  const paint = useCallback<Paint>((context, width, height) => paintSample(context, width, height, sample, palette()), [sample]);
  return <Painting paint={paint} still className={styles['drawn']} />;
}
