export { inpaint } from './inpaint.js'
export { knownCount, type Mask } from './masks/mask.js'
export { maskFromImage } from './masks/mask-from-image.js'
export { type MaskSize, type RandomMaskOptions, randomMask } from './masks/random-mask.js'
export { type EedOptions, eed } from './operators/eed.js'
export { type HomogeneousOptions, homogeneous } from './operators/homogeneous.js'
export type { InpaintOptions, InpaintProgress } from './options.js'
export { inpaintingPlugin } from './plugin.js'
export type { InpaintOperator, OperatorCoefficients, OperatorTrace } from './problem/operator.js'
export type { InpaintProblem } from './problem/problem.js'
export type { InpaintResult } from './result.js'
export { type CgOptions, cg } from './solvers/cg.js'
export { type DiffusionOptions, diffusion } from './solvers/diffusion.js'
export type {
  AccelerationReport,
  InpaintHistoryEntry,
  InpaintSolver,
  Solution,
  SolverRequest,
} from './solvers/solver.js'
export type { Stencil } from './tensor/stencil.js'
