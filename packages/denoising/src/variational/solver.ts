import type { VariationalProblem } from './problem.js'

/** How far a solver came. */
export interface Solution {
  readonly signal: Float64Array
  readonly iterations: number
  /** Largest absolute value of u − f + αKᵀΦ(Ku). */
  readonly residual: number
}

/** Solves the Euler–Lagrange equation until the residual is at most `tolerance`, or gives up after `maximum` iterations. */
export type Solver = (problem: VariationalProblem, tolerance: number, maximum: number) => Solution
