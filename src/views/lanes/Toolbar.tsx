import type { ReactNode } from 'react';
import { isLaboratoryOpen, LABORATORY, withoutLaboratory } from '../../core/laboratory/names.ts';
import { MATRIX } from '../../store/look.ts';
import { Explained } from '../shell/Explained.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import type { Setting } from './lane.ts';
import { lanesOf } from './lanes.ts';
import shared from './shared.module.css';
import styles from './Toolbar.module.css';
import type { Shape } from './useSetting.ts';

interface Props {
  readonly setting: Setting;
  readonly shape: Shape;
}

/** What of the network is on show: which sequence, layer and state, and which gates. */
export function Toolbar({ setting, shape }: Props) {
  const session = useSession();
  const { cell, state, layer, own } = setting;
  const layers = Array.from({ length: shape.layers }, (_, index) => index);
  return (
    <div className={styles['toolbar']}>
      {own ? <Own /> : <Sequence shape={shape} />}
      {layers.length > 1 && (
        <Group
          title="Layer"
          explanation="Layer 1 reads the input, each later one the memory of the one before, and the last one answers. The horizon of layer 1 is the network’s."
        >
          {layers.map((index) => (
            <Chip key={index} pressed={index === layer} label={`layer ${index + 1}`} onPress={() => session.look({ layer: index })}>
              {index + 1}
            </Chip>
          ))}
        </Group>
      )}
      {cell.states.length > 1 && (
        <Group title="State" explanation="What the cell carries from step to step. Memory and blame show one of its states at a time.">
          {cell.states.map((name) => (
            <Chip key={name} pressed={name === state} label={`state ${name}`} onPress={() => session.look({ state: name })}>
              {name}
            </Chip>
          ))}
        </Group>
      )}
      <Gates setting={setting} />
      <Matrix />
      {shape.caption !== '' && (
        <span className={styles['caption']} title={shape.caption}>
          {shape.caption}
        </span>
      )}
      <span className={styles['lab']}>
        <Lab />
      </span>
    </div>
  );
}

function Gates({ setting }: Pick<Props, 'setting'>) {
  const session = useSession();
  const open = useSessionState((state) => state.view.open);
  const gates = lanesOf(setting.cell).filter(({ lane }) => lane.onDemand);
  if (gates.length === 0) return null;
  const toggle = (key: string): void => session.look({ open: open.includes(key) ? open.filter((name) => name !== key) : [...open, key] });
  return (
    <Group title="Gates" explanation="The other quantities that the cell names, each as a lane of its own below the memory.">
      {gates.map(({ key, subject, lane }) => (
        <Chip key={key} pressed={open.includes(key)} label={lane.title(setting, subject)} onPress={() => toggle(key)}>
          {subject}
        </Chip>
      ))}
    </Group>
  );
}

/** Opens the blame of each answer by each step, below the lanes. */
function Matrix() {
  const session = useSession();
  const open = useSessionState((state) => state.view.open);
  const isOpen = open.includes(MATRIX);
  const toggle = (): void => session.look({ open: isOpen ? open.filter((name) => name !== MATRIX) : [...open, MATRIX] });
  return (
    <Group
      title="Blame of"
      explanation="How much each answer that counts blames each step, as a picture of its own below the lanes: one row an answer, one column a step."
    >
      <Chip pressed={isOpen} label="blame of each answer" onPress={toggle}>
        each answer
      </Chip>
    </Group>
  );
}

/** Opens and closes the laboratory, below the inside of the step. */
function Lab() {
  const session = useSession();
  const open = useSessionState((state) => state.view.open);
  const isOpen = isLaboratoryOpen(open);
  const toggled = isOpen ? withoutLaboratory(open) : [...open, LABORATORY];
  return (
    <Chip pressed={isOpen} label="Laboratory" onPress={() => session.look({ open: toggled })}>
      Laboratory
    </Chip>
  );
}

/** A sequence that a person gave stands in the place of the probe's. */
function Own() {
  const session = useSession();
  return (
    <Group
      title="Sequence"
      explanation="A sequence of your own is on show, measured on the network as it is. What the network answered is taken for right, so that the blame is of what it said."
    >
      <span className={styles['own']}>your own</span>
      <Chip label="Back to the probe" onPress={() => session.showOwn(null)}>
        Back to the probe
      </Chip>
    </Group>
  );
}

function Sequence({ shape: { probe } }: Pick<Props, 'shape'>) {
  const session = useSession();
  const sequence = useSessionState((state) => state.view.sequence);
  const go = (by: number): void => session.look({ sequence: (sequence + by + probe) % probe });
  return (
    <Group
      title="Sequence"
      explanation="The probe is a fixed set of sequences that the network never trains on. One of them is on show; all of them give the band of the gradient norm."
    >
      <Chip label="previous sequence" onPress={() => go(-1)}>
        ‹
      </Chip>
      <span className={styles['count']} aria-live="polite">
        {sequence + 1} of {probe}
      </span>
      <Chip label="next sequence" onPress={() => go(1)}>
        ›
      </Chip>
    </Group>
  );
}

function Group({ title, explanation, children }: { readonly title: string; readonly explanation: string; readonly children: ReactNode }) {
  return (
    <fieldset className={styles['group']} aria-label={title}>
      <Explained explanation={explanation} className={styles['groupTitle']}>
        {title}
      </Explained>
      {children}
    </fieldset>
  );
}

interface ChipProps {
  readonly label: string;
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Chip({ label, pressed, onPress, children }: ChipProps) {
  return (
    <button type="button" className={shared['chip']} aria-label={label} aria-pressed={pressed} onClick={onPress}>
      {children}
    </button>
  );
}
