import type { CSSProperties, ReactNode } from 'react';
import type { Inside, InsidePath } from '../../core/analysis/inside.ts';
import { Explained } from '../shell/Explained.tsx';
import { Heading } from './Heading.tsx';
import styles from './InsideStep.module.css';
import { counted, factor, magnitude } from './words.ts';

interface Props {
  readonly inside: Inside;
  /** From 0. */
  readonly step: number;
  readonly units: number;
}

const PARTS = [
  {
    key: 'slope',
    title: 'slope',
    explanation: 'What the nonlinearities and gates let through, up to the recurrent matrix: ‖δ‖ over the blame that arrives.',
  },
  {
    key: 'weights',
    title: 'weights',
    explanation: 'What the recurrent matrix does to it: ‖Uᵀδ‖/‖δ‖. On a carry path there is no matrix and it is 1.',
  },
  {
    key: 'rest',
    title: 'after',
    explanation:
      'What comes after the matrix: a product, as r in U (r * h), and what the state before hands to the others it was made from. 1 where nothing does.',
  },
  {
    key: 'alignment',
    title: 'cosine',
    explanation:
      'The cosine between what comes by this path and what comes by all of them: paths that point elsewhere add less, or take away.',
  },
] as const satisfies readonly { key: keyof InsidePath; title: string; explanation: string }[];
type Part = (typeof PARTS)[number];

/** The factors that carry the blame one step back: one after the other for a single path, one row a path for several. */
export function Factors(props: Props) {
  const { inside } = props;
  if (inside.isCut) return <p className={styles['waiting']}>The wire is cut here: this step hands no blame to the one before.</p>;
  if (inside.paths.length === 0) return <p className={styles['waiting']}>This cell reads no earlier step: no path leads back.</p>;
  return inside.paths.length === 1 ? <Chain {...props} /> : <Paths {...props} />;
}

/** Those that can differ from 1 in this cell; the others are left out. */
function partsOf({ paths }: Inside): readonly Part[] {
  return PARTS.filter(
    ({ key }) => key === 'slope' || paths.some((path) => (key === 'weights' ? path.matrix !== null : Math.abs(path[key] - 1) > 1e-9)),
  );
}

/** The factors are of vectors over the whole layer, unlike the equations beside them. */
const wholeLayer = (units: number): string => (units === 1 ? 'the one unit' : `all ${counted(units, 'unit')} together`);

function Chain({ inside, step, units }: Props) {
  const path = inside.paths[0] as InsidePath;
  return (
    <div className={styles['numbers']}>
      <p className={styles['whose']}>{wholeLayer(units)}</p>
      <ol className={styles['chain']}>
        <Link name={`blame at ${step + 1}`} text={magnitude(inside.blame)} value={1} />
        {partsOf(inside).map(({ key, title, explanation }) => (
          <Link
            key={key}
            name={<Explained explanation={explanation}>{title}</Explained>}
            text={`×${factor(path[key])}`}
            value={path[key]}
          />
        ))}
        <Link name={step === 0 ? 'before step 1' : `blame handed to ${step}`} text={magnitude(inside.carried)} value={inside.ratio} />
      </ol>
    </div>
  );
}

function Link({ name, text, value }: { readonly name: ReactNode; readonly text: string; readonly value: number }) {
  return (
    <li>
      <Bar value={value} />
      <span>
        {name} <b>{text}</b>
      </span>
    </li>
  );
}

function Paths({ inside, step, units }: Props) {
  const parts = partsOf(inside);
  return (
    <table className={styles['paths']} aria-label={`Factors by which step ${step + 1} hands its blame back, path by path`}>
      <caption className={styles['whose']}>{wholeLayer(units)}</caption>
      <thead>
        <tr>
          <th scope="col">
            <Heading explanation="A path is one use of the state before in one line of the cell. Blame travels back by all of them at once.">
              path
            </Heading>
          </th>
          {parts.map(({ key, title, explanation }) => (
            <th key={key} scope="col">
              <Heading explanation={explanation}>{title}</Heading>
            </th>
          ))}
          <th scope="col">
            <Heading explanation="What the path adds to the measured ratio; the product of the factors before it.">= share</Heading>
          </th>
        </tr>
      </thead>
      <tbody>
        {inside.paths.map((path) => (
          <PathRow key={path.label} path={path} parts={parts} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={parts.length + 1}>
            sum = ‖carried to {step}‖ / ‖blame at {step + 1}‖
          </th>
          <td>
            <Bar value={inside.ratio} />
            <b>{factor(inside.ratio)}</b>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function PathRow({ path, parts }: { readonly path: InsidePath; readonly parts: readonly Part[] }) {
  return (
    <tr>
      <th scope="row" title={path.label}>
        {path.label}
      </th>
      {parts.map(({ key }) => (
        <td key={key}>{factor(path[key])}</td>
      ))}
      <td>
        <Bar value={path.share} />
        {factor(path.share)}
      </td>
    </tr>
  );
}

/** The track ends here; the mark on it stands at 1, where nothing shrinks and nothing grows. */
const TRACK = 1.5;

function Bar({ value }: { readonly value: number }) {
  const length = Number.isFinite(value) ? Math.min(TRACK, Math.abs(value)) / TRACK : 0;
  return (
    <span
      className={styles['bar']}
      data-negative={value < 0}
      data-grows={value > 1.005}
      style={{ '--length': length } as CSSProperties}
      aria-hidden="true"
    />
  );
}
