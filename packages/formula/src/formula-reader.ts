import { type ErrorDetails, FormulaError } from '@numeural/errors'
import { GraphBuilder } from './builder.js'
import { cureOfName } from './cures.js'
import { type FunctionName, functionNames, functionOf } from './functions.js'
import { type Graph, type Kind, type Op, signatures } from './graph.js'
import { limits } from './language.js'
import type { MathjsNode } from './mathjs.js'
import type { Token } from './tokens.js'

const binaryOperators: Readonly<Record<string, Op>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '^': 'power',
  and: 'and',
  or: 'or',
  '<': 'less',
  '<=': 'lessOrEqual',
  '>': 'greater',
  '>=': 'greaterOrEqual',
  '==': 'equal',
  '!=': 'notEqual',
}

interface Part {
  readonly id: number
  readonly position: number
}

/**
 * Turns mathjs' syntax tree into a graph, by whitelist. The tree is walked in the order of the text, each node taking
 * its words from the token list: so every node has its position, and mathjs and the tokens must agree word by word.
 */
export class FormulaReader {
  readonly #builder = new GraphBuilder()
  readonly #tokens: readonly Token[]
  readonly #symbols: readonly string[]
  #cursor = 0

  constructor(tokens: readonly Token[], symbols: readonly string[]) {
    this.#tokens = tokens
    this.#symbols = symbols
  }

  read(tree: MathjsNode): Graph {
    const result = this.#need('number', this.#part(tree))
    const left = this.#tokens[this.#cursor]
    if (left !== undefined) throw this.#unsupported(tree.type, left.position)
    return this.#builder.finish([result])
  }

  #part(node: MathjsNode): Part {
    const position = this.#tokens[this.#cursor]?.position ?? 0
    const id = this.#node(node, position)
    if (this.#builder.size > limits.nodes) {
      throw new FormulaError(`The formula has more than ${limits.nodes} operations.`, {
        code: 'FORMULA_LIMIT',
        position,
        allowed: `at most ${limits.nodes} operations`,
        hint: 'Split the formula.',
      })
    }
    return { id, position }
  }

  #node(node: MathjsNode, position: number): number {
    switch (node.type) {
      case 'ConstantNode':
        return this.#number()
      case 'SymbolNode':
        return this.#symbol(position)
      case 'ParenthesisNode':
        return this.#parenthesis(node)
      case 'OperatorNode':
        return node.args?.length === 1 ? this.#unary(node) : this.#binary(node, position)
      case 'RelationalNode':
        return this.#chain(node)
      case 'ConditionalNode':
        return this.#conditional(node)
      case 'FunctionNode':
        return this.#call(node, position)
      default:
        throw this.#unsupported(node.type, position)
    }
  }

  #number(): number {
    const token = this.#take('number')
    const value = Number(token.text)
    if (Number.isFinite(value)) return this.#builder.constant(value)
    throw new FormulaError(`The number ${token.text} at position ${token.position} is too large.`, {
      code: 'FORMULA_LIMIT',
      position: token.position,
      given: token.text,
      allowed: 'numbers up to 1.7976931348623157e308',
      hint: 'Write a smaller number.',
    })
  }

  #symbol(position: number): number {
    const name = this.#take('name').text
    if (name === 'pi') return this.#builder.constant(Math.PI)
    if (this.#symbols.includes(name)) return this.#builder.input(name)
    const isFunction = functionOf(name) !== undefined
    throw new FormulaError(
      isFunction
        ? `The function '${name}' at position ${position} has no arguments.`
        : `Unknown symbol '${name}' at position ${position}.`,
      {
        code: 'FORMULA_SYMBOL',
        position,
        given: name,
        allowed: [...this.#symbols, 'pi'],
        hint: isFunction
          ? `Write ${name}(…).`
          : (cureOfName(name) ?? `Allowed symbols are ${[...this.#symbols, 'pi'].join(', ')}.`),
      },
    )
  }

  #parenthesis(node: MathjsNode): number {
    this.#take('open')
    const { id } = this.#part(node.content as MathjsNode)
    this.#take('close')
    return id
  }

  #unary(node: MathjsNode): number {
    const { text } = this.#take('prefix')
    const argument = this.#part(node.args?.[0] as MathjsNode)
    if (text === 'not') return this.#builder.apply('not', this.#need('truth', argument))
    const id = this.#need('number', argument)
    return text === '-' ? this.#builder.apply('negate', id) : id
  }

  #binary(node: MathjsNode, position: number): number {
    const [first, second] = node.args ?? []
    if (first === undefined || second === undefined) throw this.#unsupported(`operator ${String(node.fn)}`, position)
    const left = this.#part(first)
    const op = this.#operator()
    return this.#combine(op, left, this.#part(second))
  }

  /** `a < b <= c` means `a < b and b <= c`. */
  #chain(node: MathjsNode): number {
    const [first, ...others] = node.params ?? []
    let left = this.#part(first as MathjsNode)
    let all: number | undefined
    for (const other of others) {
      const op = this.#operator()
      const right = this.#part(other)
      const link = this.#combine(op, left, right)
      all = all === undefined ? link : this.#builder.apply('and', all, link)
      left = right
    }
    return all as number
  }

  #conditional(node: MathjsNode): number {
    const condition = this.#need('truth', this.#part(node.condition as MathjsNode))
    this.#take('question')
    const yes = this.#need('number', this.#part(node.trueExpr as MathjsNode))
    this.#take('colon')
    const no = this.#need('number', this.#part(node.falseExpr as MathjsNode))
    return this.#builder.apply('select', condition, yes, no)
  }

  #call(node: MathjsNode, position: number): number {
    const name = this.#take('name').text
    const definition = functionOf(name)
    if (definition === undefined) throw this.#unknownFunction(name, position)
    this.#take('open')
    const args: number[] = []
    for (const [index, argument] of (node.args ?? []).entries()) {
      if (index > 0) this.#take('comma')
      args.push(this.#need('number', this.#part(argument)))
    }
    this.#take('close')
    const isUnary = definition.arity === 1
    if (isUnary ? args.length !== 1 : args.length < 2) {
      const allowed = isUnary ? 'one argument' : 'two or more arguments'
      throw new FormulaError(`${name}() at position ${position} takes ${allowed}, ${args.length} given.`, {
        code: 'FORMULA_FUNCTION',
        position,
        given: args.length,
        allowed,
        hint: `Give ${name}() ${allowed}.`,
      })
    }
    const op = name as FunctionName
    return isUnary
      ? this.#builder.apply(op, ...args)
      : args.reduce((folded, arg) => this.#builder.apply(op, folded, arg))
  }

  #operator(): Op {
    const token = this.#take('infix')
    const op = Object.hasOwn(binaryOperators, token.text) ? binaryOperators[token.text] : undefined
    if (op === undefined) throw this.#unsupported(`operator ${token.text}`, token.position)
    return op
  }

  #combine(op: Op, left: Part, right: Part): number {
    const [first, second] = signatures[op].arguments as [Kind, Kind]
    return this.#builder.apply(op, this.#need(first, left), this.#need(second, right))
  }

  #need(kind: Kind, part: Part): number {
    const actual = signatures[this.#builder.node(part.id).op].result
    if (actual === kind) return part.id
    const details: ErrorDetails & { position: number } =
      kind === 'number'
        ? {
            code: 'FORMULA_TYPE',
            position: part.position,
            given: 'a condition',
            allowed: 'a number',
            hint: "Turn a condition into a number by 'condition ? 1 : 0'.",
          }
        : {
            code: 'FORMULA_TYPE',
            position: part.position,
            given: 'a number',
            allowed: 'a condition',
            hint: "Compare, as in 'r != 0', and write not (a < b) with parentheses.",
          }
    throw new FormulaError(
      `${details.allowed as string} is needed at position ${part.position}, ${details.given as string} was given.`.replace(
        /^a/,
        'A',
      ),
      details,
    )
  }

  #take(kind: Token['kind']): Token {
    const token = this.#tokens[this.#cursor]
    if (token === undefined || token.kind !== kind) throw this.#unsupported(token?.text ?? 'end', token?.position ?? 0)
    this.#cursor++
    return token
  }

  #unknownFunction(name: string, position: number): FormulaError {
    const isSymbol = this.#symbols.includes(name) || name === 'pi'
    return new FormulaError(
      isSymbol
        ? `'${name}' at position ${position} is a symbol, not a function.`
        : `Unknown function '${name}' at position ${position}.`,
      {
        code: 'FORMULA_FUNCTION',
        position,
        given: name,
        allowed: functionNames,
        hint: isSymbol
          ? `Write ${name}*(…) for a product.`
          : (cureOfName(name) ??
            `Functions are ${functionNames.join(', ')}; symbols are ${[...this.#symbols, 'pi'].join(', ')}.`),
      },
    )
  }

  #unsupported(what: string, position: number): FormulaError {
    return new FormulaError(`'${what}' at position ${position} is not part of the formula language.`, {
      code: 'FORMULA_SYNTAX',
      position,
      given: what,
      allowed: 'numbers, symbols, operators, conditions and functions of the language',
      hint: `Symbols are ${[...this.#symbols, 'pi'].join(', ')}; functions are ${functionNames.join(', ')}.`,
    })
  }
}
