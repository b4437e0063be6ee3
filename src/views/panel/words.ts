/** Explanations of the controls that have no range of their own. */
export const WORDS = {
  task: 'What the network has to learn, and where its sequences come from. Another task rewinds the network.',
  cell: 'The equations of one time step. The same equations, with the same weights, run at every step of the sequence.',
  equations:
    'One equation a line. A primed name is a new state and the same name without prime that state one step before; capitals are weight matrices; other lower-case names are learned, one number a unit. Change anything: the page derives the gradient from what stands here.',
  init: 'How the weights are drawn before the first iteration.',
  exact: 'Same bits on every machine: WASM without fused multiply-add, a little slower. A change rewinds the network.',
  optimizer: 'The rule that turns a gradient into a move of the weights.',
} as const;

/** Formulae that stand beside the explanations of the limits table. */
export const FORMULAE: Readonly<Record<string, string>> = {
  units: 'h ∈ ℝ^units',
  radius: 'max |λ(U)|',
  forget: 'f = σ(… + bf + forget bias)',
  clip: 'g ← g · min(1, clip / ‖g‖)',
  rate: 'w ← w − rate · step(∂L/∂w)',
};

export const INITIALISER_TITLES = { uniform: 'Uniform', orthogonal: 'Orthogonal', gaussian: 'Gaussian', identity: 'Identity' } as const;
export const OPTIMIZER_TITLES = { sgd: 'SGD', momentum: 'Momentum', rmsprop: 'RMSprop', adam: 'Adam' } as const;
