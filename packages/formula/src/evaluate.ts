import { ParameterError, ShapeError } from '@numeural/errors'
import { constantValue, type Graph, type GraphNode, inputName, inputsOf, malformed, nodeAt, type Op } from './graph.js'
import { operations } from './operation.js'
import { isRepeatedPower, repeatedPower } from './repeated-power.js'

type Step = (a: number, b: number, c: number) => number

/**
 * Compiles a graph for repeated evaluation in float64. The function it returns reads the inputs in the order of
 * `inputNames`, writes one number per output, and allocates nothing. No code is generated.
 *
 * @param inputNames every input of the graph; names that the graph does not read are fine
 * @throws ParameterError `INPUT_MISSING` if the graph reads an input that is not named
 */
export function createEvaluator(
  graph: Graph,
  inputNames: readonly string[],
): (inputs: ArrayLike<number>, outputs: Float64Array) => void {
  requireInputs(graph, inputNames)
  const values = new Float64Array(graph.nodes.length)
  const inputNodes: number[] = []
  const inputSlots: number[] = []
  const targets: number[] = []
  const steps: Step[] = []
  const operands: number[] = []
  graph.nodes.forEach((node, id) => {
    if (node.op === 'constant') values[id] = constantValue(node)
    else if (node.op === 'input') {
      inputNodes.push(id)
      inputSlots.push(inputNames.indexOf(inputName(node)))
    } else {
      targets.push(id)
      steps.push(stepOf(graph, node))
      for (let k = 0; k < 3; k++) operands.push(operandOf(node, k, id))
    }
  })
  const outputIds = [...graph.outputs]
  return (inputs, outputs) => {
    if (outputs.length < outputIds.length) throw tooFewOutputs(outputs.length, outputIds.length)
    for (let k = 0; k < inputNodes.length; k++) values[inputNodes[k]] = inputs[inputSlots[k]]
    for (let k = 0; k < steps.length; k++) {
      values[targets[k]] = steps[k](values[operands[3 * k]], values[operands[3 * k + 1]], values[operands[3 * k + 2]])
    }
    for (let k = 0; k < outputIds.length; k++) outputs[k] = values[outputIds[k]]
  }
}

/**
 * The values of a graph's outputs in float64.
 *
 * @param values a number for every input of the graph, by name
 * @throws ParameterError `INPUT_MISSING` if one is missing
 */
export function evaluate(graph: Graph, values: Readonly<Record<string, number>>): number[] {
  const names = Object.keys(values)
  const outputs = new Float64Array(graph.outputs.length)
  createEvaluator(graph, names)(
    names.map((name) => values[name]),
    outputs,
  )
  return [...outputs]
}

function stepOf(graph: Graph, node: GraphNode): Step {
  if (node.op === 'power') {
    const exponent = nodeAt(graph, node.args[1])
    if (exponent.op === 'constant' && isRepeatedPower(constantValue(exponent))) return repeatedPower
  }
  const step = (operations as Partial<Record<Op, Step>>)[node.op]
  if (step === undefined) throw malformed(`'${node.op}' is not an operation`, node.op)
  return step
}

function operandOf(node: GraphNode, position: number, id: number): number {
  const operand = node.args[position] ?? 0
  if (operand >= id) throw malformed(`node ${operand} is used before it is defined`, operand)
  return operand
}

/** Refuses a list of names that lacks an input of the graph. */
export function requireInputs(graph: Graph, names: readonly string[]): void {
  const missing = inputsOf(graph).filter((name) => !names.includes(name))
  if (missing.length === 0) return
  throw new ParameterError(`The formula reads ${missing.map((name) => `'${name}'`).join(', ')}, which got no value.`, {
    code: 'INPUT_MISSING',
    given: [...names],
    allowed: inputsOf(graph),
    hint: `Give a value for ${missing.join(', ')}.`,
  })
}

function tooFewOutputs(given: number, needed: number): ShapeError {
  return new ShapeError(`The output array has ${given} elements, the formula has ${needed} outputs.`, {
    code: 'OUTPUTS_TOO_SHORT',
    given,
    allowed: `at least ${needed} elements`,
    hint: `Pass a Float64Array of length ${needed}.`,
  })
}
