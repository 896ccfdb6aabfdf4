import type { Backend, Program, RunResult } from '../backend.js'
import { PlanBuilder } from '../plan/builder.js'
import type { Plan } from '../plan/plan.js'
import type { Dtype } from '../plan/shape.js'
import { createReferenceBackend } from '../reference/reference-backend.js'
import { reverse } from '../reverse/reverse.js'
import { adjointnessCases } from './adjointness-cases.js'
import { type CaseData, caseData } from './case-data.js'
import { checkAgainstDifferences } from './central-differences.js'
import { channelCases } from './channel-cases.js'
import { expectClose, expectCloseInNorm } from './compare.js'
import { convolutionCases } from './convolution-cases.js'
import { formulaCases } from './formula-cases.js'
import { manyChannelCases } from './many-channel-cases.js'
import { networkCases } from './network-cases.js'
import { operandCases } from './operand-cases.js'
import type { PlanCase } from './plan-case.js'
import { type ProgramCase, programCases, programData } from './program-cases.js'
import { reductionCases } from './reduction-cases.js'
import { stateCases } from './state-cases.js'
import { transferAdjointnessCases, transferCases } from './transfer-cases.js'

/** One check of a backend, free of any test runner. */
export interface OperationCase {
  readonly name: string
  /** Number type of the plan; leave out the cases of a type that a backend does not compute in. */
  readonly dtype: Dtype
  /** @throws Error that says which value is off, and by how much */
  run(backend: Backend): Promise<void>
}

/** Errors allowed: values relative to the largest of an output, gradients relative to their norm, inner products of adjointness. */
const tolerances = {
  float64: { forward: 1e-12, gradient: 1e-10, adjointness: 1e-13 },
  float32: { forward: 1e-5, gradient: 1e-4, adjointness: 1e-5 },
} as const

/** Central differences in float64 are good to about this, relative to the gradient's norm. */
const differenceTolerance = 1e-6

/**
 * The meaning of every operation, as checks that a backend must pass: values against the reference backend, gradients against the
 * reference's, those of the reference against central differences, ⟨Ku, v⟩ = ⟨u, Kᵀv⟩ for every boundary rule and grid transfer, and how programs
 * behave over several runs.
 *
 * @example
 * for (const { name, run } of operationCases()) test(name, () => run(backend))
 */
export function operationCases(): OperationCase[] {
  const plans = [
    ...convolutionCases(),
    ...formulaCases(),
    ...operandCases(),
    ...reductionCases(),
    ...channelCases(),
    ...stateCases(),
    ...transferCases(),
    ...manyChannelCases(),
    ...networkCases(),
  ]
  const dtypes: readonly Dtype[] = ['float64', 'float32']
  return dtypes.flatMap((dtype) => [
    ...plans.map((planCase) => comparison(planCase, dtype)),
    ...[...adjointnessCases(), ...transferAdjointnessCases()].map((planCase) => adjointness(planCase, dtype)),
    ...programCases().map((programCase) => behaviour(programCase, dtype)),
  ])
}

function comparison(planCase: PlanCase, dtype: Dtype): OperationCase {
  return {
    name: `${dtype} ${planCase.name}`,
    dtype,
    async run(backend) {
      const plan = tracedPlan(planCase, dtype)
      const data = caseData(plan, planCase.batch, planCase.data)
      await using reference = await createReferenceBackend()
      await using expected = await reference.compile(plan)
      await using actual = await backend.compile(plan)
      for (let run = 0; run < (planCase.runs ?? 1); run++) {
        compare(await runOnce(actual, planCase, data), await runOnce(expected, planCase, data), dtype)
      }
      const measurable = plan.gradient !== null && dtype === 'float64' && plan.states.length === 0
      if (backend.info.name === 'reference' && measurable) {
        await checkAgainstDifferences(actual, planCase.batch, data, differenceTolerance)
      }
    },
  }
}

function adjointness(planCase: PlanCase, dtype: Dtype): OperationCase {
  return {
    name: `${dtype} ${planCase.name}`,
    dtype,
    async run(backend) {
      const plan = tracedPlan(planCase, dtype)
      await using program = await backend.compile(plan)
      const { left, right } = await runOnce(program, planCase, caseData(plan, planCase.batch))
      expectClose('⟨u, Kᵀv⟩', right, left, tolerances[dtype].adjointness)
    },
  }
}

function behaviour({ name, plan, play }: ProgramCase, dtype: Dtype): OperationCase {
  return {
    name: `${dtype} ${name}`,
    dtype,
    async run(backend) {
      const traced = plan(dtype)
      await using reference = await createReferenceBackend()
      await using expected = await reference.compile(traced)
      await using actual = await backend.compile(traced)
      compare(await play(actual, programData(dtype)), await play(expected, programData(dtype)), dtype)
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

function compare(actual: RunResult, expected: RunResult, dtype: Dtype): void {
  for (const [name, values] of Object.entries(expected)) {
    const isGradient = name === 'gradient' || name.startsWith('gradient:')
    const check = isGradient ? expectCloseInNorm : expectClose
    check(name, actual[name], values, tolerances[dtype][isGradient ? 'gradient' : 'forward'])
    if (actual[name].constructor !== values.constructor) throw new Error(`${name}: a ${actual[name].constructor.name}`)
  }
}
