import { ParameterError, requireKnown, ShapeError } from '@numeural/errors'
import { Adjoints } from '../adjoints/adjoints.js'
import type { Plan } from '../builder/plan.js'
import { PlanBuilder } from '../builder/plan-builder.js'
import { definitionOf, resultsOf } from '../operations/operations.js'
import type { ValueId } from '../values/value.js'
import { activeValues } from './active-values.js'

/** Options of {@link reverse}. */
export interface ReverseOptions {
  /** Name of an output that is a vector of length 1. */
  readonly loss: string
  /** Inputs whose gradients are wanted too. Default none. */
  readonly inputs?: readonly string[]
}

/**
 * Reverse mode as a transformation of the plan:
 * the original plan plus the output `gradient`, the derivative of the loss with respect to the whole parameter buffer
 * (Float64Array of `plan.parameterLength`), and an output `gradient:<input>` of the input's shape for every input asked
 * for. States count as constants. At a kink of a formula the derivative is that of the piece holding the point.
 *
 * @throws ParameterError `REVERSE_LOSS_UNKNOWN`, `REVERSE_INPUT_UNKNOWN`, `REVERSE_TWICE`,
 *   `REVERSE_NOT_DIFFERENTIABLE` (a maximum or `scalars` between the parameters and the loss);
 *   ShapeError `REVERSE_LOSS_SHAPE`
 */
export function reverse(plan: Plan, options: ReverseOptions): Plan {
  requireKnown({ owner: 'reverse', code: 'REVERSE_OPTION' }, options, {
    loss: true,
    inputs: true,
  } satisfies Record<keyof ReverseOptions, true>)
  const { loss, inputs = [] } = options
  const lossValue = checkedLoss(plan, loss)
  const wanted = inputs.map((name) => ({ name, value: inputValue(plan, name) }))
  const builder = PlanBuilder.continuing(plan)
  const adjoints = new Adjoints(builder, activeValues(plan, inputs), lossValue)
  for (let index = plan.operations.length - 1; index >= 0; index--) {
    const operation = plan.operations[index]!
    const { adjoint } = definitionOf(operation)
    if (adjoint === null) continue
    if (resultsOf(operation).some((value) => adjoints.isActive(value) && adjoints.isReached(value)))
      adjoint(operation, adjoints)
  }
  builder.gradient(
    plan.parameters.flatMap(({ value, offset }) =>
      adjoints.vectorParts(value).map((part) => ({ value: part.value.id, offset: offset + part.offset })),
    ),
  )
  for (const { name, value } of wanted) builder.output(`gradient:${name}`, adjoints.signal(value))
  return builder.finish()
}

function checkedLoss(plan: Plan, loss: string): ValueId {
  if (plan.gradient !== null) {
    throw new ParameterError('The plan has a gradient already.', {
      code: 'REVERSE_TWICE',
      given: loss,
      allowed: 'a plan without a gradient',
      hint: 'Apply reverse() to the original plan.',
    })
  }
  const output = plan.outputs.find((candidate) => candidate.name === loss)
  if (output === undefined) {
    const known = plan.outputs.map((candidate) => candidate.name)
    throw new ParameterError(`The plan has no output '${loss}'; it has ${known.join(', ') || 'none'}.`, {
      code: 'REVERSE_LOSS_UNKNOWN',
      given: loss,
      allowed: known,
      hint: 'Name the output that holds the loss.',
    })
  }
  const type = plan.values[output.value]!
  if (type.kind === 'vector' && type.length === 1) return output.value
  throw new ShapeError(`The output '${loss}' is no single number.`, {
    code: 'REVERSE_LOSS_SHAPE',
    given: type,
    allowed: 'a vector of length 1',
    hint: 'Reduce the loss with sum() or dot().',
  })
}

function inputValue(plan: Plan, name: string): ValueId {
  const input = plan.inputs.find((candidate) => candidate.name === name)
  if (input !== undefined) return input.value
  const known = plan.inputs.map((candidate) => candidate.name)
  throw new ParameterError(`The plan has no input '${name}'; it has ${known.join(', ') || 'none'}.`, {
    code: 'REVERSE_INPUT_UNKNOWN',
    given: name,
    allowed: known,
    hint: 'Name inputs of the plan.',
  })
}
