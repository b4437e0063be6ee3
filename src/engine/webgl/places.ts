import type { OptimizerName } from '../../core/choices.ts';
import type { Network } from '../../core/network.ts';
import { normalise, type Values } from '../../core/plan/normalise.ts';
import type { ValueId } from '../../core/plan/values.ts';
import { boostGroup, boostShader } from './boost.ts';
import { type GradientDraw, gradientDraws } from './gradients.ts';
import { type DataPlaces, dataPlacesOf, type Head, headOf } from './head.ts';
import { interventionLines } from './intervene.ts';
import { type LayerPlaces, layerShader } from './layerShader.ts';
import { blockFor, type Capacity, type Group, Groups, type Home } from './place.ts';
import type { Source } from './shader.ts';
import { type Region, ROWS_TOGETHER, type ThetaLayout, thetaLayoutOf } from './theta.ts';
import { type UpdateSources, updateSources } from './update.ts';
import { type LayerWorks, worksOf } from './works.ts';

/** All draws of a network and where they write: it depends on the network, the optimiser and how much a draw may write. */
export interface Places {
  readonly network: Network;
  readonly groups: readonly Group[];
  readonly theta: ThetaLayout;
  readonly data: DataPlaces;
  readonly layers: readonly LayerPlaces[];
  /** Layer → the shaders of its works, and behind them that of its boost where there is one. */
  readonly sources: readonly (readonly Source[])[];
  readonly head: Head;
  readonly gradients: readonly GradientDraw[];
  /** Rows of a gradient that a fragment computes. */
  readonly block: number;
  readonly update: UpdateSources;
}

interface Draft {
  readonly made: Values;
  readonly works: LayerWorks;
  readonly boost: Group | null;
}

export function placesOf(network: Network, optimizer: OptimizerName, capacity: Capacity): Places {
  const { targets } = capacity;
  const groups = new Groups();
  const theta = thetaLayoutOf(network);
  const data = dataPlacesOf(network, groups);
  const drafts = Array.from({ length: network.layers }, (_, layer): Draft => {
    const made = normalise(network.cell, layer > 0);
    const rank = gradientOrder(made, (name) => theta.region(layer, name));
    const boosts = network.interventions?.boost === true && made.carry.size > 0;
    const works = worksOf(made, rowsOf(network, layer), groups, capacity, rank, boosts);
    return { made, works, boost: boosts ? boostGroup(groups) : null };
  });
  const h = outputOf(drafts.at(-1));
  const head = headOf(network, theta, data, h, groups, targets);
  const layers = drafts.map((draft, layer) => layerPlaces(network, theta, drafts, draft, layer, data, head));
  const block = blockFor(1, ROWS_TOGETHER, targets);
  return {
    network,
    groups: groups.all,
    theta,
    data,
    layers,
    sources: layers.map((places) => [
      ...places.works.map((work) => layerShader(places, work)),
      ...(places.boost === null ? [] : [boostShader(places.made, places.homes, network.units, places.boost)]),
    ]),
    head,
    gradients: gradientDraws(theta, layers, head.places, h, block),
    block,
    update: updateSources(optimizer, theta.strips, head.places.loss.group, block, targets, interventionLines(network, theta)),
  };
}

/** What gradients are made of, in the order of their parameters in θ. */
function gradientOrder({ outers, vectors }: Values, region: (name: string) => Region): ReadonlyMap<ValueId, number> {
  const parameters = [
    ...[...outers].map(([name, products]) => ({ name, by: products.map(({ by }) => by) })),
    ...[...vectors].map(([name, by]) => ({ name, by: [by] })),
  ];
  const sorted = parameters.map(({ name, by }) => ({ ...region(name), by })).sort((a, b) => b.width - a.width || a.x - b.x || a.y - b.y);
  return new Map([...new Set(sorted.flatMap(({ by }) => by))].map((id, index) => [id, index]));
}

const rowsOf = ({ units, inputs }: Network, layer: number) => ({ units, inputs: layer === 0 ? inputs : units, one: 1 });

function layerPlaces(
  network: Network,
  theta: ThetaLayout,
  drafts: readonly Draft[],
  { made, works, boost }: Draft,
  layer: number,
  data: DataPlaces,
  head: Head,
): LayerPlaces {
  return {
    ...works,
    made,
    rows: rowsOf(network, layer),
    x: layer === 0 ? data.x : outputOf(drafts[layer - 1]),
    outside: layer === network.layers - 1 ? head.places.outside : inputBlameOf(drafts[layer + 1]),
    noise: data.noise[layer] ?? new Map(),
    region: (name) => theta.region(layer, name),
    cuts: network.interventions?.cuts ?? [],
    boost,
    recurs: { forward: works.works.some(({ phase }) => phase === 'forward'), backward: made.carry.size > 0 },
  };
}

function outputOf(draft: Draft | undefined): Home {
  const home = draft?.works.homes.get(draft.made.definitions.get("h'") ?? -1);
  if (home === undefined) throw new Error('a network needs a layer whose cell has an output');
  return home;
}

const inputBlameOf = (draft: Draft | undefined): Home | null => draft?.works.homes.get(draft.made.input ?? -1) ?? null;
