import { fluxCases, mapFormulaCases } from './map-formulas.js'
import { mapOperandCases } from './map-operands.js'
import type { PlanCase } from './plan-case.js'

/** Maps: every operation of the formula language, fluxes where they overflow, and every kind of operand. */
export function mapCases(): PlanCase[] {
  return [...mapFormulaCases(), ...fluxCases(), ...mapOperandCases()]
}
