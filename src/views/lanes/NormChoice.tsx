import { useSession } from '../useSession.ts';
import type { Setting } from './lane.ts';
import shared from './shared.module.css';
import { normFormula } from './words.ts';

/** Which gradient the norm is of: all states together, one of them, or the input. */
export function NormChoice({ setting: { cell, norm } }: { readonly setting: Setting }) {
  const session = useSession();
  const several = cell.states.length > 1;
  const choices: readonly (readonly [name: string, label: string])[] = [
    ['all', several ? `of ${cell.states.join(' and ')} together` : `of ${cell.states.join('')}`],
    ...(several ? cell.states.map((name) => [name, `of ${name} alone`] as const) : []),
    ['x', 'of the input x'],
  ];
  const chosen = choices.some(([name]) => name === norm) ? norm : 'all';
  return (
    <>
      <select
        className={shared['select']}
        aria-label="Gradient norm of"
        value={chosen}
        onChange={(event) => session.look({ norm: event.target.value })}
      >
        {choices.map(([name, label]) => (
          <option key={name} value={name}>
            {normFormula(name)} {label}
          </option>
        ))}
      </select>{' '}
      <span className={shared['optional']}>{chosen === 'all' ? 'log scale; band: middle 80 % of the probe' : 'log scale'}</span>
    </>
  );
}
