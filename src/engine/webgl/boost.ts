import type { Values } from '../../core/plan/normalise.ts';
import type { ValueId } from '../../core/plan/values.ts';
import type { Group, Groups, Home } from './place.ts';
import { Shader, type Source } from './shader.ts';
import type { LayerWorks } from './works.ts';

/** Two numbers for each step and sequence: the norm that is the measure, and the root of the factor by which what the step hands back is raised. */
export const boostGroup = (groups: Groups): Group => groups.add(2, 1, 1);

const [MEASURE, ROOT] = ['0', '1'];

const homeIn = (group: Group): Home => ({ group, slot: 0, row: 0 });

/** Declares the root of the factor by which what the step after hands back is raised. */
export const declareRaise = (shader: Shader, group: Group): void => shader.line(`vec4 raise = ${shader.named(homeIn(group), ROOT, 1)};`);

/** What the step after hands back, raised. The factor itself may be beyond float32, its root never is. */
export const raised = (text: string): string => `${text} * raise * raise`;

/**
 * The draw that ends a step of the backward loop: the norm of the blame at the last step that has any, and the root of what
 * brings this step's carry up to it, where that is smaller. Norms are taken relative to the largest entry, so that no
 * square vanishes.
 */
export function boostShader(made: Values, homes: LayerWorks['homes'], units: number, group: Group): Source {
  const shader = new Shader(group, false);
  const norm = (ids: ReadonlyMap<string, ValueId>): string[] => {
    const entries = [...ids.values()].map((id) => shader.named(homeOf(homes, id), 'i'));
    const each = (line: (entry: string) => string): string[] => [
      `  for (int i = 0; i < ${units}; i++) {`,
      ...entries.map((entry) => `    ${line(entry)}`),
      '  }',
    ];
    return [
      ...each((entry) => `most = max(most, abs(${entry}));`),
      ...each((entry) => `share = ${entry} / most; squares += share * share;`),
      '  part = sqrt(squares);',
    ];
  };
  shader.line(
    'vec4 most = vec4(1e-30), squares = vec4(0), share, part;',
    `vec4 measure = ${shader.named(homeIn(group), MEASURE, 1)};`,
    'if (any(equal(measure, vec4(0)))) {',
    ...norm(made.blame),
    '  measure = mix(measure, most * part, equal(measure, vec4(0)));',
    '}',
    'vec4 root = vec4(1);',
    'if (u0 == 1) {',
    '  most = vec4(1e-30), squares = vec4(0);',
    ...norm(made.carry),
    '  root = mix(root, sqrt(measure / part) / sqrt(most), lessThan(most * part, measure));',
    '  root = mix(root, vec4(1), equal(part, vec4(0)));',
    '}',
  );
  return shader.finish(() => 'u0 == 0 ? measure : root');
}

function homeOf(homes: LayerWorks['homes'], id: ValueId): Home {
  const home = homes.get(id);
  if (home === undefined) throw new Error(`value ${id} lies in no texture, and blame cannot be boosted by it`);
  return home;
}
