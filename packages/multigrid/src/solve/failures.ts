import { DivergenceError, ParameterError } from '@numeural/errors'

export function noPlan(): ParameterError {
  return new ParameterError("Algebraic multigrid is no plan: its cycle can't be traced into one.", {
    code: 'MULTIGRID_OPTION',
    given: 'algebraic',
    allowed: 'rediscretisation or galerkin, for cycles that are traced',
    hint: 'Make a solver with another coarsening to trace its cycle.',
  })
}

export function indefinite(residual: number): DivergenceError {
  return new DivergenceError(`Conjugate gradients found no positive curvature at a residual of ${residual}.`, {
    code: 'MULTIGRID_NOT_DEFINITE',
    given: residual,
    allowed: 'a positive definite operator and a symmetric cycle',
    hint: "Leave out accelerate: 'cg', or check the operator on coarse grids.",
  })
}

export function diverged(first: number, last: number): DivergenceError {
  return new DivergenceError(`The cycles diverge: the residual went from ${first} to ${last}.`, {
    code: 'MULTIGRID_DIVERGED',
    given: { first, last },
    allowed: 'residuals that fall',
    hint: "Try more sweeps, damping, a smoother that suits the operator, or coarsening: 'galerkin'.",
  })
}
