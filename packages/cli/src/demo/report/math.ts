import type { Graph, GraphNode, Op } from '@numeural/formula'
import { Html, html } from './html.js'

/** How tightly an expression holds together; what is looser than its surroundings gets parentheses. */
const binding = { sum: 1, product: 2, power: 3, atom: 4 } as const

interface Typeset {
  readonly math: Html
  readonly binding: number
}

const greek: Readonly<Record<string, string>> = { lambda: 'λ', tau: 'τ', sigma: 'σ', theta: 'θ', alpha: 'α', beta: 'β' }

const relations: Partial<Record<Op, string>> = {
  less: '<',
  lessOrEqual: '≤',
  greater: '>',
  greaterOrEqual: '≥',
  equal: '=',
  notEqual: '≠',
}

const connectives: Partial<Record<Op, string>> = { and: 'and', or: 'or' }

/** The first result of an expression graph in MathML: fractions, roots, powers and cases as one writes them. */
export function mathOf(graph: Graph): Html {
  return typeset(graph, graph.outputs[0]!).math
}

/** A formula set apart, with `left` and an equals sign before it. */
export function equation(left: Html, right: Html): Html {
  return html`<math display="block"><mrow>${left}<mo>=</mo>${right}</mrow></math>`
}

/** The name of a function applied to r: g(r). */
export function ofR(name: string): Html {
  return html`<mi>${name}</mi><mo stretchy="false">(</mo><mi>r</mi><mo stretchy="false">)</mo>`
}

function typeset(graph: Graph, index: number): Typeset {
  const node = graph.nodes[index]!
  const at = (argument: number, least: number): Html => within(typeset(graph, node.args[argument]!), least)
  switch (node.op) {
    case 'constant':
      return { math: html`<mn>${node.value!}</mn>`, binding: node.value! < 0 ? binding.sum : binding.atom }
    case 'input':
      return { math: html`<mi>${greek[node.name!] ?? node.name!}</mi>`, binding: binding.atom }
    case 'add':
      return { math: html`${at(0, binding.sum)}<mo>+</mo>${at(1, binding.sum)}`, binding: binding.sum }
    case 'subtract':
      return { math: html`${at(0, binding.sum)}<mo>−</mo>${at(1, binding.product)}`, binding: binding.sum }
    case 'negate':
      return { math: html`<mo>−</mo>${at(0, binding.product)}`, binding: binding.sum }
    case 'multiply':
      return {
        math: html`${at(0, binding.product)}${times(graph, node)}${at(1, binding.product)}`,
        binding: binding.product,
      }
    case 'divide':
      if (isSmall(graph, node))
        return {
          math: html`${at(0, binding.product)}<mo lspace="0" rspace="0">/</mo>${at(1, binding.power)}`,
          binding: binding.product,
        }
      return { math: html`<mfrac><mrow>${at(0, 0)}</mrow><mrow>${at(1, 0)}</mrow></mfrac>`, binding: binding.power }
    case 'power':
      return {
        math: html`<msup><mrow>${at(0, binding.atom)}</mrow><mrow>${at(1, 0)}</mrow></msup>`,
        binding: binding.power,
      }
    case 'sqrt':
      return { math: html`<msqrt>${at(0, 0)}</msqrt>`, binding: binding.atom }
    case 'exp':
      return { math: html`<msup><mi>e</mi><mrow>${at(0, 0)}</mrow></msup>`, binding: binding.power }
    case 'expm1':
      return { math: html`<msup><mi>e</mi><mrow>${at(0, 0)}</mrow></msup><mo>−</mo><mn>1</mn>`, binding: binding.sum }
    case 'log1p':
      return {
        math: html`<mi>log</mi><mo>&#x2061;</mo><mrow><mo>(</mo><mn>1</mn><mo>+</mo>${at(0, binding.sum)}<mo>)</mo></mrow>`,
        binding: binding.atom,
      }
    case 'abs':
      return { math: html`<mo>|</mo>${at(0, 0)}<mo>|</mo>`, binding: binding.atom }
    case 'select':
      return { math: cases(at(0, 0), at(1, 0), at(2, 0)), binding: binding.sum }
    default:
      return named(node, at)
  }
}

/** Whether a quotient reads best on one line: of numbers, symbols and their powers, as in r/λ. */
function isSmall(graph: Graph, { args }: GraphNode): boolean {
  return args.every((argument) => {
    const node = graph.nodes[argument]!
    if (node.op === 'multiply' || node.op === 'power') return isSmall(graph, node)
    return node.op === 'input' || node.op === 'constant'
  })
}

function within({ math, binding: own }: Typeset, least: number): Html {
  return own >= least ? math : html`<mrow><mo>(</mo>${math}<mo>)</mo></mrow>`
}

/** A dot between what would otherwise read as one number; nothing elsewhere. */
function times(graph: Graph, { args }: GraphNode): Html {
  const isNumber = graph.nodes[args[1]!]!.op === 'constant'
  return new Html(isNumber ? '<mo>·</mo>' : '<mo>&#x2062;</mo>')
}

function cases(condition: Html, then: Html, otherwise: Html): Html {
  return html`<mrow><mo>{</mo><mtable columnalign="left"><mtr><mtd>${then}</mtd><mtd><mtext>if </mtext>${condition}</mtd></mtr><mtr><mtd>${otherwise}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr></mtable></mrow>`
}

function named(node: GraphNode, at: (argument: number, least: number) => Html): Typeset {
  const relation = relations[node.op]
  if (relation !== undefined) return { math: html`${at(0, 0)}<mo>${relation}</mo>${at(1, 0)}`, binding: 0 }
  const connective = connectives[node.op]
  if (connective !== undefined) return { math: html`${at(0, 1)}<mtext> ${connective} </mtext>${at(1, 1)}`, binding: 0 }
  const inner = node.args.map((_, argument) => html`${new Html(argument === 0 ? '' : '<mo>,</mo>')}${at(argument, 0)}`)
  return {
    math: html`<mi>${node.op}</mi><mo>&#x2061;</mo><mrow><mo>(</mo>${inner}<mo>)</mo></mrow>`,
    binding: binding.atom,
  }
}
