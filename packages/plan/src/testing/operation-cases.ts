import type { Plan } from '../builder/plan.js'
import { PlanBuilder } from '../builder/plan-builder.js'
import type { Backend, Program, RunResult } from '../contract/backend.js'
import { createReferenceBackend } from '../reference/reference-backend.js'
import { reverse } from '../reverse/reverse.js'
import type { Dtype } from '../values/shape.js'
import { type KitRow, kit, type OperationName } from './cases/cases.js'
import type { PlanCase } from './cases/plan-case.js'
import { type ProgramCase, programData } from './cases/program.js'
import { type CaseData, caseData } from './comparison/case-data.js'
import { checkAgainstDifferences } from './comparison/central-differences.js'
import { expectClose, expectCloseInNorm } from './comparison/compare.js'
import { type OperationTolerances, type Tolerance, toleranceOf } from './comparison/tolerances.js'

/** One check of a backend, free of any test runner. */
export interface OperationCase {
  readonly name: string
  /** Number type of the plan; leave out the cases of a type that a backend does not compute in. */
  readonly dtype: Dtype
  /** What it shows: its row in the table of {@link tolerances}. */
  readonly operation: OperationName
  /** @throws Error that says which value is off, and by how much */
  run(backend: Backend): Promise<CaseErrors>
}

/** The largest errors that a case met, in the measures of the tolerances. */
export interface CaseErrors {
  readonly forward: number
  /** 0 for cases without gradients. */
  readonly gradient: number
}

/** Central differences in float64 are good to about this, relative to the gradient's norm. */
const differenceTolerance = 1e-6

/**
 * The meaning of every operation, as checks that a backend must pass:
 * values against the reference backend, gradients against the reference's, those of the reference against central
 * differences, ⟨Ku, v⟩ = ⟨u, Kᵀv⟩ for every boundary rule and grid transfer, and how programs behave over several runs.
 *
 * @example
 * for (const { name, run } of operationCases()) test(name, () => run(backend))
 */
export function operationCases(): OperationCase[] {
  const dtypes: readonly Dtype[] = ['float64', 'float32']
  const rows = Object.entries(kit) as [OperationName, KitRow][]
  return dtypes.flatMap((dtype) =>
    rows.flatMap(([operation, row]) =>
      checksOf(row, dtype).map(({ name, run }) => ({ name: `${dtype} ${name}`, dtype, operation, run })),
    ),
  )
}

/** A check before it is known where it belongs. */
type Check = Pick<OperationCase, 'name' | 'run'>

function checksOf({ tolerances, plans, adjoints, programs }: KitRow, dtype: Dtype): Check[] {
  return [
    ...(plans?.() ?? []).map((planCase) => comparison(planCase, dtype, tolerances)),
    ...(adjoints?.() ?? []).map((planCase) => adjointness(planCase, dtype, tolerances)),
    ...(programs?.() ?? []).map((programCase) => behaviour(programCase, dtype, tolerances)),
  ]
}

function comparison(planCase: PlanCase, dtype: Dtype, tolerances: OperationTolerances): Check {
  return {
    name: planCase.name,
    async run(backend) {
      const plan = tracedPlan(planCase, dtype)
      const data = caseData(plan, planCase.batch, planCase.data)
      if (!backend.info.keepsNaN) replaceNaN(data)
      await using reference = await createReferenceBackend()
      await using expected = await reference.compile(plan)
      await using actual = await backend.compile(plan)
      const errors: CaseErrors[] = []
      for (let run = 0; run < (planCase.runs ?? 1); run++) {
        const results = [await runOnce(actual, planCase, data), await runOnce(expected, planCase, data)] as const
        errors.push(compare(...results, toleranceOf(tolerances, backend, dtype), !backend.info.keepsNaN))
      }
      const measurable = plan.gradient !== null && dtype === 'float64' && plan.states.length === 0
      if (backend.info.exact && measurable) {
        await checkAgainstDifferences(actual, planCase.batch, data, differenceTolerance)
      }
      return largestOf(errors)
    },
  }
}

function adjointness(planCase: PlanCase, dtype: Dtype, tolerances: OperationTolerances): Check {
  return {
    name: planCase.name,
    async run(backend) {
      const plan = tracedPlan(planCase, dtype)
      await using program = await backend.compile(plan)
      const { left, right } = await runOnce(program, planCase, caseData(plan, planCase.batch))
      const tolerance = toleranceOf(tolerances, backend, dtype).forward
      return { forward: expectClose('⟨u, Kᵀv⟩', right!, left!, { tolerance }), gradient: 0 }
    },
  }
}

function behaviour({ name, plan, play }: ProgramCase, dtype: Dtype, tolerances: OperationTolerances): Check {
  return {
    name,
    async run(backend) {
      const traced = plan(dtype)
      await using reference = await createReferenceBackend()
      await using expected = await reference.compile(traced)
      await using actual = await backend.compile(traced)
      const results = [await play(actual, programData(dtype)), await play(expected, programData(dtype))] as const
      return compare(...results, toleranceOf(tolerances, backend, dtype), !backend.info.keepsNaN)
    },
  }
}

/** The plan of a case, with its gradients if it has a loss. */
function tracedPlan(planCase: PlanCase, dtype: Dtype): Plan {
  const builder = new PlanBuilder(dtype)
  planCase.build(builder)
  const plan = builder.finish()
  if (!plan.outputs.some((output) => output.name === 'loss')) return plan
  return reverse(plan, { loss: 'loss', inputs: plan.inputs.map((input) => input.name) })
}

function runOnce(program: Program, { batch }: PlanCase, { inputs, parameters }: CaseData): Promise<RunResult> {
  return program.run({ batch, inputs, parameters })
}

function compare(actual: RunResult, expected: RunResult, allowed: Tolerance, nanIsOpen: boolean): CaseErrors {
  const errors = { forward: 0, gradient: 0 }
  for (const [name, values] of Object.entries(expected)) {
    const kind = name === 'gradient' || name.startsWith('gradient:') ? 'gradient' : 'forward'
    const check = kind === 'gradient' ? expectCloseInNorm : expectClose
    const found = actual[name]
    if (found === undefined) throw new Error(`${name}: the output is missing`)
    const error = check(name, found, values, { tolerance: allowed[kind], nanIsOpen })
    errors[kind] = Math.max(errors[kind], error)
    if (found.constructor !== values.constructor) throw new Error(`${name}: a ${found.constructor.name}`)
  }
  return errors
}

function largestOf(errors: readonly CaseErrors[]): CaseErrors {
  return {
    forward: Math.max(...errors.map(({ forward }) => forward)),
    gradient: Math.max(...errors.map(({ gradient }) => gradient)),
  }
}

/** Puts an ordinary number where NaN is given, for backends on which anything may come of NaN. */
function replaceNaN({ inputs }: CaseData): void {
  for (const values of Object.values(inputs)) {
    values.forEach((value, k) => {
      if (Number.isNaN(value)) values[k] = 3
    })
  }
}
