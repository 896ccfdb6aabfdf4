export { type BlockFigure, type BlockFigureOptions, blockFigure } from './block-figure.js'
export type * from './figure/block-graph.js'
export { type DerivativeKernelOptions, derivativeKernel, type FixedKernel } from './kernel/derivative-kernel.js'
export { type FilterBank, filterBank } from './kernel/filter-bank.js'
export {
  type BlockNetwork,
  isBlockNetwork,
  isSchemeNetwork,
  type ResidualNetwork,
  type SchemeNetwork,
} from './network/block-network.js'
export type * from './network/block-settings.js'
export type {
  NetworkDescription,
  NonlinearityDescription,
  ResidualNetworkDescription,
  SchemeNetworkDescription,
} from './network/description.js'
export { describeNonlinearity } from './network/description.js'
export { type DifferenceNetworkOptions, differenceNetwork, differenceParameters } from './network/difference-network.js'
export { largestOffset } from './network/largest-offset.js'
export { type Model, modelOf } from './network/model.js'
export type { BlockObserver, Network, NetworkBuilder, NetworkData } from './network/network.js'
export { networkFrom } from './network/network-from.js'
export { nonlinearityFrom } from './network/nonlinearity-from.js'
export type * from './network/options.js'
export { parameterValues } from './network/parameter-values.js'
export { requireModel, requireScheme } from './network/require-values.js'
export { residualNetwork } from './network/residual-network.js'
export { schemeNetwork } from './network/scheme-network.js'
export { symmetricResNet } from './network/symmetric-resnet.js'
export { anySize, type SignalSize } from './norm/kernel-patterns.js'
export { rigorousNorm, rigorousNormSquared } from './norm/rigorous-norm.js'
export { freeParametrisation } from './parametrisation/free-parametrisation.js'
export {
  type EntryKind,
  type Evaluation,
  entryOf,
  type LayoutEntry,
  type Parametrisation,
} from './parametrisation/parametrisation.js'
export type { NonlinearityListing, SchemeListing } from './registry/listings.js'
export { standardPlugin } from './registry/standard-plugin.js'
export { analyseScheme, type LinearForm, type SchemeAnalysis, weightOf } from './scheme/analyse-scheme.js'
export { defineScheme } from './scheme/define-scheme.js'
export { duFortFrankel } from './scheme/du-fort-frankel.js'
export { explicit } from './scheme/explicit.js'
export { fed } from './scheme/fed.js'
export { fsi } from './scheme/fsi.js'
export { heavyBall } from './scheme/heavy-ball.js'
export { implicitFixedPoint } from './scheme/implicit-fixed-point.js'
export { isImplicit } from './scheme/is-implicit.js'
export { nesterov } from './scheme/nesterov.js'
export { rkl1 } from './scheme/rkl1.js'
export { rkl2 } from './scheme/rkl2.js'
export type {
  ExplicitScheme,
  ImplicitScheme,
  Scheme,
  SchemeDefinition,
  SchemeParameter,
  SchemeSignal,
} from './scheme/scheme.js'
export { schemeSignals } from './scheme/scheme.js'
export { type SkipWeights, skipWeights } from './scheme/skip-weights.js'
export { standardSchemes } from './scheme/standard-schemes.js'
export type { StepOutcome, StepRequest, StepSolver } from './scheme/step-solver.js'
