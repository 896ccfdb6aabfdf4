import type { Plan, PlanConstants } from '@numeural/core'

/** A plan and the constants that it reads; they are written once it is compiled. */
export interface ConstantPlan {
  readonly plan: Plan
  readonly constants: PlanConstants
}

/** Pixels of an image. */
export interface PlanSize {
  readonly width: number
  readonly height: number
}
