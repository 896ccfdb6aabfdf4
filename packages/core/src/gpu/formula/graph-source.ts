import { type Graph, type GraphNode, isRepeatedPower, type Op, signatures } from '@numeural/formula'

const infix: Partial<Record<Op, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  less: '<',
  lessOrEqual: '<=',
  greater: '>',
  greaterOrEqual: '>=',
  equal: '==',
  notEqual: '!=',
  and: '&&',
  or: '||',
}

/** Functions that every mode of gpu.js has with enough digits; all others are helpers of ours. */
const native: ReadonlySet<Op> = new Set<Op>(['abs', 'sqrt', 'exp'])

const isTruth = (op: Op): boolean => signatures[op].result === 'truth'

/** Where a formula's inputs and unusual constants come from. */
export interface GraphOperands {
  /** Expression that reads an input. */
  input(name: string): string
  /** Expression for a constant that no literal of every mode can be: too large or too small for float32. */
  constant(value: number): string
}

/**
 * A graph's outputs as JavaScript that gpu.js translates:
 * statements, one for every number computed, and one expression per output.
 * Truth values stay inside conditions. Both branches of a `select` are computed and the condition picks,
 * so that NaN in the branch not taken does no harm.
 */
export function graphSource(
  graph: Graph,
  outputs: readonly number[],
  operands: GraphOperands,
): { statements: string[]; results: string[] } {
  const statements: string[] = []
  const needed = reachable(graph, outputs)
  const expressions: string[] = []
  let count = 0
  const named = (expression: string): string => {
    const name = `t${count++}`
    statements.push(`const ${name} = ${expression};`)
    return name
  }
  graph.nodes.forEach((node, id) => {
    if (!needed.has(id)) expressions.push('')
    else if (node.op === 'constant') expressions.push(constantSource(node.value!, operands))
    else if (node.op === 'input') expressions.push(named(operands.input(node.name!)))
    else {
      const given = node.args.map((argument) => expressions[argument]!)
      const expression = operationSource(node, graph, given, named)
      expressions.push(isTruth(node.op) ? expression : named(expression))
    }
  })
  return { statements, results: outputs.map((output) => expressions[output]!) }
}

function operationSource(node: GraphNode, graph: Graph, given: string[], named: (text: string) => string): string {
  const { op, args } = node
  const [a, b, c] = given
  const operator = infix[op]
  if (operator !== undefined) return isTruth(op) ? `(${a} ${operator} ${b})` : `${a} ${operator} ${b}`
  switch (op) {
    case 'negate':
      return `-${a}`
    case 'not':
      return `(!${a})`
    case 'select':
      return `${a} ? ${b} : ${c}`
    case 'sign':
      return `${a} > 0 ? 1.0 : (${a} < 0 ? -1.0 : ${a})`
    case 'min':
      return `(${a} < ${b} || ${a} != ${a}) ? ${a} : ${b}`
    case 'max':
      return `(${a} > ${b} || ${a} != ${a}) ? ${a} : ${b}`
    case 'power':
      return powerSource(graph.nodes[args[1]!]!, a!, b!, named)
    default:
      return `${native.has(op) ? 'Math.' : 'numeural_'}${op}(${a})`
  }
}

/** Multiplies in the order of formula's `repeatedPower`. */
function powerSource(exponent: GraphNode, x: string, y: string, named: (text: string) => string): string {
  const n = exponent.op === 'constant' ? exponent.value! : Number.NaN
  if (n === 0.5) return `Math.sqrt(${x})`
  if (n === -0.5) return `1.0 / Math.sqrt(${x})`
  if (!isRepeatedPower(n)) return `numeural_power(${x}, ${y})`
  if (n === 0) return '1.0'
  const magnitude = Math.abs(n)
  let result = x
  for (let bit = 30 - Math.clz32(magnitude); bit >= 0; bit--) {
    result = named(`${result} * ${result}`)
    if ((magnitude >> bit) & 1) result = named(`${result} * ${x}`)
  }
  return n < 0 ? `1.0 / ${result}` : result
}

/** Smallest magnitude that float32 holds with all its digits; below, GPUs may take 0. */
const smallestNormal = 2 ** -126
/** Larger integers would be written with an exponent, which gpu.js completes to something no shader reads. */
const largestInteger = 2 ** 31

function constantSource(value: number, operands: GraphOperands): string {
  const magnitude = Math.abs(value)
  const literal = magnitude === 0 || (magnitude >= smallestNormal && magnitude < largestInteger)
  if (!literal) return operands.constant(value)
  const text = Number.isInteger(value) ? `${magnitude}.0` : String(magnitude)
  return value < 0 ? `(-${text})` : text
}

function reachable(graph: Graph, outputs: readonly number[]): Set<number> {
  const found = new Set<number>(outputs)
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    if (found.has(id)) for (const argument of graph.nodes[id]!.args) found.add(argument)
  }
  return found
}
