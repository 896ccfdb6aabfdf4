/** A node of mathjs' syntax tree, as far as this package reads it. */
export interface MathjsNode {
  readonly type: string
  /** ConstantNode */
  readonly value?: unknown
  /** SymbolNode; FunctionNode has it through `fn` */
  readonly name?: string
  /** OperatorNode: the function name of the operator, such as 'add'; FunctionNode: the callee */
  readonly fn?: string | MathjsNode
  /** OperatorNode, FunctionNode */
  readonly args?: readonly MathjsNode[]
  /** OperatorNode: a multiplication sign was left out */
  readonly implicit?: boolean
  /** ParenthesisNode */
  readonly content?: MathjsNode
  /** ConditionalNode */
  readonly condition?: MathjsNode
  readonly trueExpr?: MathjsNode
  readonly falseExpr?: MathjsNode
  /** RelationalNode: `params[k] conditionals[k] params[k+1]`, all joined by 'and' */
  readonly params?: readonly MathjsNode[]
  readonly conditionals?: readonly string[]
  toString(options?: { readonly parenthesis?: 'keep' | 'auto' | 'all'; readonly implicit?: 'hide' | 'show' }): string
}

/** The part of mathjs that is always loaded. */
export interface SlimMathjs {
  parse(text: string): MathjsNode
  derivative(expression: MathjsNode, variable: string, options: { readonly simplify: false }): MathjsNode
  /** Adds the part that simplifies. */
  simplifyWith(factories: SimplifyFactories): Simplify
}

/** The part of mathjs that simplifies, as it is loaded. */
export type SimplifyFactories = readonly unknown[]

/** mathjs' `simplify`. */
export interface Simplify {
  (
    expression: MathjsNode,
    rules?: unknown,
    scope?: Record<string, unknown>,
    options?: Record<string, unknown>,
  ): MathjsNode
  readonly rules: readonly unknown[]
  readonly realContext: Record<string, unknown>
}
