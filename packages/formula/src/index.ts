export type { Bound, SearchedBound } from './bounds/bound.js'
export { type Jump, type Jumps, jumpsOf } from './bounds/jumps.js'
export { stepAtZero } from './bounds/step-at-zero.js'
export { type BoundOptions, infimum, supremum } from './bounds/supremum.js'
export { GraphBuilder } from './builder.js'
export { compareDerivatives, type DerivativeComparison } from './compare-derivatives.js'
export {
  type DerivativeOptions,
  type Derivatives,
  derivativesOf,
  differentiate,
  withDerivatives,
} from './differentiate.js'
export { createEvaluator, evaluate } from './evaluate.js'
export { type Arithmetic, float32, float64 } from './floats/arithmetic.js'
export { RoundedEncloser } from './floats/rounded-encloser.js'
export type { FunctionDefinition } from './function-definition.js'
export { functionNames, functionOf } from './functions.js'
export { type Graph, type GraphNode, inputsOf, isComparison, type Kind, type Op, signatures } from './graph.js'
export { enclose } from './interval/enclose.js'
export type { Enclosure, Interval } from './interval/interval.js'
export {
  addDown,
  addUp,
  divideDown,
  divideUp,
  multiplyDown,
  multiplyUp,
  sqrtDown,
  sqrtUp,
} from './interval/rounding.js'
export { formulaLanguage, isSymbolName, limits } from './language.js'
export { onPositive } from './on-positive.js'
export { parse } from './parse.js'
export { type Piece, pieces } from './pieces.js'
export { dependsOnlyOnRatio } from './ratio.js'
export { isRepeatedPower, largestRepeatedPower, repeatedPower } from './repeated-power.js'
export { withoutCancellation } from './stable/without-cancellation.js'
export { withoutOverflow } from './stable/without-overflow.js'
export { withoutUnderflow } from './stable/without-underflow.js'
export { substitute } from './substitute.js'
export { switchingDifferences } from './switching-differences.js'
export { toText } from './text.js'
export { type InputRanges, type TextForPeople, textForPeople } from './text-for-people.js'
