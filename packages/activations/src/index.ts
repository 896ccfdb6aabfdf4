export { boundsOf } from './bounds.js'
export { checkNonlinearity } from './check.js'
export { closedForm } from './closed-form.js'
export {
  activationFromDiffusivity,
  activationFromRegulariser,
  activationFromShrinkage,
} from './conversions/to-activation.js'
export {
  diffusivityFromActivation,
  diffusivityFromRegulariser,
  diffusivityFromShrinkage,
} from './conversions/to-diffusivity.js'
export {
  regulariserFromActivation,
  regulariserFromDiffusivity,
  regulariserFromShrinkage,
  type ScalarFunction,
} from './conversions/to-regulariser.js'
export {
  shrinkageFromActivation,
  shrinkageFromDiffusivity,
  shrinkageFromRegulariser,
} from './conversions/to-shrinkage.js'
export { dependsOnTau } from './depends-on-tau.js'
export {
  type DictionaryEntry,
  type DictionaryEvaluation,
  type DictionaryOptions,
  type DictionaryValues,
  dictionaryEntry,
} from './dictionary-entry.js'
export type { EvaluationBounds } from './evaluation/evaluation.js'
export { type EvaluationOptions, evaluationOf } from './evaluation/evaluation-of.js'
export { defaultTau, type FaceName, faceNames } from './face.js'
export { hasFace } from './face-error.js'
export { diffusivityGraph, fluxDerivativeGraph, fluxGraph } from './flux.js'
export { charbonnier } from './nonlinearities/charbonnier.js'
export { constant } from './nonlinearities/constant.js'
export { peronaMalik } from './nonlinearities/perona-malik.js'
export { peronaMalikExponential } from './nonlinearities/perona-malik-exponential.js'
export { relu } from './nonlinearities/relu.js'
export { truncatedBfb } from './nonlinearities/truncated-bfb.js'
export { truncatedQuadratic } from './nonlinearities/truncated-quadratic.js'
export { truncatedTv } from './nonlinearities/truncated-tv.js'
export {
  type DeclaredBounds,
  defineNonlinearity,
  type Nonlinearity,
  type NonlinearityDefinition,
} from './nonlinearity.js'
export type { NonlinearityBounds } from './nonlinearity-bounds.js'
export {
  contrastNames,
  domainText,
  isInDomain,
  type ParameterDefinition,
  type ParameterDefinitions,
  type ParameterDomain,
  type ParameterValues,
  resolveParameters,
} from './parameter.js'
export { type Parity, parityOf } from './parity.js'
export { requireNonlinearity } from './require-nonlinearity.js'
export { standardNonlinearities } from './standard.js'
export { type TranslateOptions, translate } from './translate.js'
