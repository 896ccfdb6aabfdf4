import { parseSync } from 'oxc-parser'

/**
 * What is known of a text in the sources: its beginnings and endings, where a `null` is a value of run time.
 * A condition has those of both of its branches.
 * @typedef {{ starts: (string | null)[], ends: (string | null)[], whole: string[] }} Text
 * @typedef {import('oxc-parser').Node & Record<string, any>} Node
 * @typedef {{ file: string, line: number, problem: string }} Problem
 */

/** The classes of `@numeural/errors`. */
const classes = new Set([
  ...['NumeuralError', 'ParameterError', 'ShapeError', 'FormulaError', 'RegistryError', 'BackendUnavailableError'],
  ...['DivergenceError', 'ModelFileError', 'InputFileError'],
])

/**
 * What has no code and says nothing of what is allowed.
 * A plain Error is for what cannot happen unless Numeural is wrong.
 */
const bare = new Set(['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError'])

/**
 * Everything in the sources of a package that refuses in another dialect than the others do.
 * Read are the messages of all errors, and every `hint` and `code` beside them:
 * in the object of details, or given to a function with such a parameter.
 * @param {readonly { file: string, text: string }[]} sources
 * @returns {Problem[]}
 */
export function findRefusalProblems(sources) {
  const parsed = sources.map(({ file, text }) => {
    return { file, text, program: /** @type {Node} */ (/** @type {unknown} */ (parseSync(file, text).program)) }
  })
  const everywhere = new Map([...common, ...parsed.flatMap(({ program }) => functionsOf(program))])
  return parsed.flatMap(({ file, text, program }) =>
    problemsIn(program, new Map([...everywhere, ...functionsOf(program)])).map(({ at, problem }) => ({
      file,
      line: text.slice(0, at).split('\n').length,
      problem,
    })),
  )
}

/**
 * The checks of `@numeural/errors`, which take a hint after what they check.
 * @type {readonly (readonly [name: string, parameters: readonly string[]])[]}
 */
const common = [
  ...['refused', 'requireKind', 'requireNumber', 'requireObject', 'requireOneOf', 'requireWhole'].map(
    (name) => /** @type {const} */ ([name, ['option', 'given', 'allowed', 'hint']]),
  ),
]

/**
 * The functions of a file that take a `hint`, or that make or throw errors and take a `code`; with their parameters.
 * @param {Node} program
 * @returns {(readonly [name: string, parameters: readonly (string | undefined)[]])[]}
 */
function functionsOf(program) {
  /** @type {[string, (string | undefined)[]][]} */
  const found = []
  visit(program, (node) => {
    if (node.type !== 'FunctionDeclaration' || node.id === null) return
    const names = node.params.map((/** @type {Node} */ each) => (each.left ?? each).name)
    const refuses = /refuse|require|check|expect|error/i.test(node.id.name)
    const { name } = node.id
    const covers = common.some(([other]) => other === name)
    if (covers || names.includes('hint') || (refuses && names.includes('code'))) found.push([node.id.name, names])
  })
  return found
}

/**
 * @param {Node} program
 * @param {ReadonlyMap<string, readonly (string | undefined)[]>} functions
 */
function problemsIn(program, functions) {
  /** @type {{ at: number, problem: string }[]} */
  const problems = []
  const constants = constantsOf(program)
  visit(program, (node) => {
    if (node.type === 'ImportDeclaration') return importProblems(node)
    if (node.type === 'NewExpression') return constructed(node)
    if (node.type === 'CallExpression') return called(node)
    if (node.type === 'ObjectExpression') return detailed(node)
  })
  return problems

  /** @param {Node} node */
  function importProblems({ specifiers, source, start }) {
    if (source.value.startsWith('.') || source.value === '@numeural/errors') return
    for (const { imported } of specifiers) {
      if (!classes.has(imported?.name)) continue
      problems.push({ at: start, problem: `${imported.name} comes from @numeural/errors, not from ${source.value}` })
    }
  }

  /** @param {Node} node */
  function constructed({ callee, arguments: given, start }) {
    if (bare.has(callee.name)) problems.push({ at: start, problem: `a ${callee.name} has no code and no hint` })
    if (classes.has(callee.name)) check('message', given[0])
  }

  /** @param {Node} node */
  function called({ callee, arguments: given }) {
    for (const [at, name] of (functions.get(callee.name) ?? []).entries()) {
      if ((name === 'hint' || name === 'code') && given[at] !== undefined) check(name, given[at])
    }
  }

  /** @param {Node} node */
  function detailed({ properties }) {
    const values = new Map(properties.map((/** @type {Node} */ each) => [each.key?.name, each.value]))
    if (!['given', 'allowed', 'hint', 'owner'].some((name) => values.has(name))) return
    for (const name of ['hint', 'code']) if (values.has(name)) check(name, /** @type {Node} */ (values.get(name)))
  }

  /**
   * @param {string} kind
   * @param {Node} node
   */
  function check(kind, node) {
    const problem = kind === 'code' ? codeProblem(node) : sentenceProblem(kind, textOf(node, constants))
    if (problem !== null) problems.push({ at: node.start, problem })
  }
}

/**
 * The constants of a file that hold a text.
 * @param {Node} program
 * @returns {Map<string, Node>}
 */
function constantsOf(program) {
  const constants = new Map()
  visit(program, (node) => {
    if (node.type !== 'VariableDeclaration' || node.kind !== 'const') return
    for (const { id, init } of node.declarations) {
      if (id.type === 'Identifier' && init !== null) constants.set(id.name, constants.has(id.name) ? null : init)
    }
  })
  return constants
}

/**
 * A code can be searched for: it stands in the sources as it is thrown.
 * @param {Node} node
 * @returns {string | null}
 */
function codeProblem(node) {
  if (node.type === 'ConditionalExpression') return codeProblem(node.consequent) ?? codeProblem(node.alternate)
  if (node.type === 'Literal' && typeof node.value === 'string')
    return /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(node.value) ? null : `the code '${node.value}' is not in CAPITALS`
  const built = node.type === 'TemplateLiteral' || node.type === 'BinaryExpression'
  return built ? 'a code is built at run time: nobody can search for it' : null
}

/** A capital, a quote, an option of the command, or the owner before its colon: `denoise: `, `numeural.json: `. */
const goodStart = /^(\p{Lu}|['"`‘“]|--|[\w.-]+( '[^']*')?: )/u

/**
 * @param {string} kind
 * @param {Text} text
 * @returns {string | null}
 */
function sentenceProblem(kind, { starts, ends, whole }) {
  const start = starts.find((each) => each !== null && !goodStart.test(each))
  if (start !== undefined) return `a ${kind} starts with a capital, a quote or its owner: ${start}`
  const end = ends.find((each) => each !== null && !/[.?]$/.test(each))
  if (end !== undefined) return `a ${kind} ends with a full stop: ${end}`
  const several = kind === 'hint' && whole.find((each) => /[.?!] \p{Lu}/u.test(each))
  return several ? `a hint is one sentence: ${several}` : null
}

/**
 * @param {Node} node
 * @param {ReadonlyMap<string, Node | null>} constants
 * @returns {Text}
 */
function textOf(node, constants) {
  if (node.type === 'Literal' && typeof node.value === 'string')
    return { starts: [node.value], ends: [node.value], whole: [node.value] }
  if (node.type === 'TemplateLiteral') {
    const texts = node.quasis.map((/** @type {Node} */ each) => each.value.cooked)
    const held = node.expressions.map((/** @type {Node} */ each) => textOf(each, constants))
    const [first, last] = [texts[0], texts.at(-1)]
    return {
      starts: first === '' ? (held[0]?.starts ?? ['']) : [first],
      ends: last === '' ? (held.at(-1)?.ends ?? ['']) : [last],
      whole: texts,
    }
  }
  if (node.type === 'ConditionalExpression' || node.type === 'LogicalExpression') {
    const branches = node.type === 'LogicalExpression' ? [node.left, node.right] : [node.consequent, node.alternate]
    const both = branches.map((/** @type {Node} */ each) => textOf(each, constants))
    return {
      starts: both.flatMap((each) => each.starts),
      ends: both.flatMap((each) => each.ends),
      whole: both.flatMap((each) => each.whole),
    }
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [textOf(node.left, constants), textOf(node.right, constants)]
    return { starts: left.starts, ends: right.ends, whole: [...left.whole, ...right.whole] }
  }
  const constant = node.type === 'Identifier' ? constants.get(node.name) : undefined
  if (constant) return textOf(constant, new Map([...constants].filter(([name]) => name !== node.name)))
  return { starts: [null], ends: [null], whole: [] }
}

/**
 * @param {Node} node
 * @param {(node: Node) => void} look
 */
function visit(node, look) {
  look(node)
  for (const value of Object.values(node)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each === 'object' && each !== null && typeof each.type === 'string') visit(each, look)
    }
  }
}
