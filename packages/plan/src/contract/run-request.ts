import { ParameterError, requireMemory, ShapeError } from '@numeural/errors'
import type { Plan } from '../builder/plan.js'
import { sizeOf } from '../values/shape.js'
import type { ValueId } from '../values/value.js'
import type { RunRequest } from './backend.js'

/** Largest number of values in one array of a run. */
const largestLength = 2 ** 31

/**
 * Checks a request against the plan; every backend runs it first, so that all refuse the same with the same words.
 * Values are not looked at.
 *
 * @param parametersKept whether an earlier run left parameters behind
 * @throws ShapeError `RUN_BATCH`, `RUN_INPUT_LENGTH`, `RUN_PARAMETER_LENGTH`, `RUN_OUTPUT_LENGTH`;
 *   ParameterError `RUN_INPUT_MISSING`, `RUN_INPUT_UNKNOWN`, `RUN_INPUT_TYPE`, `RUN_PARAMETERS_MISSING`,
 *   `RUN_OUTPUT_UNKNOWN`
 */
export function checkRunRequest(plan: Plan, request: RunRequest, parametersKept: boolean): void {
  checkBatch(request.batch)
  checkInputs(plan, request)
  checkParameters(plan, request, parametersKept)
  const known = outputNames(plan)
  for (const name of request.outputs ?? []) refuseUnknown('RUN_OUTPUT_UNKNOWN', 'output', name, known)
  for (const [name, array] of Object.entries(request.into ?? {})) {
    refuseUnknown('RUN_OUTPUT_UNKNOWN', 'output', name, known)
    expectFloatArray(`output '${name}'`, array)
    expectLength(
      'RUN_OUTPUT_LENGTH',
      `array for output '${name}'`,
      array.length,
      outputLength(plan, name, request.batch),
    )
  }
}

/** Names of everything a run can hand out, `gradient` included. */
export function outputNames(plan: Plan): string[] {
  const names = plan.outputs.map((output) => output.name)
  return plan.gradient === null ? names : [...names, 'gradient']
}

/** Length of a value's data for this batch. */
export function valueLength(plan: Plan, value: ValueId, batch: number): number {
  const type = plan.values[value]!
  if (type.kind === 'signal') return batch * sizeOf(type.shape)
  return type.kind === 'vector' ? type.length : batch
}

/**
 * Refuses a run for which every value of the plan gets an array of its own, if these do not fit into memory.
 *
 * @param bytesPerNumber of these arrays
 * @throws NumeuralError `MEMORY`
 */
export function requireRoom(plan: Plan, batch: number, bytesPerNumber: number): void {
  let numbers = 0
  for (let value = 0; value < plan.values.length; value++) numbers += valueLength(plan, value as ValueId, batch)
  const hint = 'Run smaller batches or smaller images, or take the backend wasm, which shares memory between values.'
  requireMemory(`A run of ${batch} samples`, bytesPerNumber * numbers, hint)
}

/** Length of an output's data for this batch. */
export function outputLength(plan: Plan, name: string, batch: number): number {
  const output = plan.outputs.find((candidate) => candidate.name === name)
  return output === undefined ? plan.parameterLength : valueLength(plan, output.value, batch)
}

/** Refuses anything but a float array of this length. */
export function expectLength(code: string, what: string, given: number, allowed: number): void {
  if (given === allowed) return
  throw new ShapeError(`The ${what} has ${given} numbers, the plan needs ${allowed}.`, {
    code,
    given,
    allowed: `${allowed} numbers`,
    hint: 'Signals are laid out [batch, channels, height, width].',
  })
}

/** Refuses anything but a Float32Array or a Float64Array. */
export function expectFloatArray(what: string, array: unknown): void {
  if (array instanceof Float32Array || array instanceof Float64Array) return
  throw new ParameterError(`The ${what} is no Float32Array or Float64Array.`, {
    code: 'RUN_INPUT_TYPE',
    given: typeof array,
    allowed: ['Float32Array', 'Float64Array'],
    hint: 'Copy the data into an array of the plan’s number type.',
  })
}

function checkBatch(batch: number): void {
  if (Number.isInteger(batch) && batch >= 1 && batch <= largestLength) return
  throw new ShapeError(`The batch size is ${batch}.`, {
    code: 'RUN_BATCH',
    given: batch,
    allowed: 'an integer of at least 1',
    hint: 'Give the number of samples in every input.',
  })
}

function checkInputs(plan: Plan, request: RunRequest): void {
  const given = request.inputs ?? {}
  const known = plan.inputs.map((input) => input.name)
  for (const name of Object.keys(given)) refuseUnknown('RUN_INPUT_UNKNOWN', 'input', name, known)
  for (const { name, shape } of plan.inputs) {
    if (!Object.hasOwn(given, name)) {
      throw new ParameterError(`The input '${name}' is missing.`, {
        code: 'RUN_INPUT_MISSING',
        given: Object.keys(given),
        allowed: known,
        hint: `Give data for '${name}'.`,
      })
    }
    expectFloatArray(`input '${name}'`, given[name])
    const what = `input '${name}' (batch ${request.batch} × ${shape.channels}×${shape.height}×${shape.width})`
    expectLength('RUN_INPUT_LENGTH', what, given[name]!.length, request.batch * sizeOf(shape))
  }
}

function checkParameters(plan: Plan, request: RunRequest, parametersKept: boolean): void {
  if (request.parameters !== undefined) {
    expectFloatArray('parameter buffer', request.parameters)
    expectLength('RUN_PARAMETER_LENGTH', 'parameter buffer', request.parameters.length, plan.parameterLength)
  } else if (plan.parameterLength > 0 && !parametersKept) {
    throw new ParameterError(`The plan has ${plan.parameterLength} parameters, none were given.`, {
      code: 'RUN_PARAMETERS_MISSING',
      given: undefined,
      allowed: `${plan.parameterLength} numbers`,
      hint: 'Give the parameter buffer with the first run; later runs keep it.',
    })
  }
}

function refuseUnknown(code: string, kind: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return
  throw new ParameterError(`The plan has no ${kind} '${name}'; it has ${known.join(', ') || 'none'}.`, {
    code,
    given: name,
    allowed: known,
    hint: `Check the ${kind}'s name.`,
  })
}
