/** What an error tells beyond its message; every field survives `JSON.stringify`. */
export interface ErrorDetails {
  /** Stable identifier in capitals, such as `'FORMULA_SYNTAX'`; test this, not `instanceof`. */
  readonly code: string
  /** What was given, as plain data or text. */
  readonly given?: unknown
  /** What would have been allowed: a rule, or the list of legal choices. */
  readonly allowed?: string | readonly string[]
  /** What to do about it, as one sentence. */
  readonly hint?: string
}

/**
 * Base of every error that Numeural throws on purpose.
 *
 * Test `error.code` rather than `instanceof`: two copies of a package may be installed side by side.
 */
export class NumeuralError extends Error {
  override readonly name: string = 'NumeuralError'
  /** Stable identifier in capitals, such as `'SHAPE_MISMATCH'`. */
  readonly code: string
  /** What was given. */
  readonly given: unknown
  /** What would have been allowed. */
  readonly allowed: string | readonly string[] | undefined
  /** What to do about it. */
  readonly hint: string | undefined

  constructor(message: string, details: ErrorDetails, options?: ErrorOptions) {
    super(message, options)
    this.code = details.code
    this.given = details.given
    this.allowed = details.allowed
    this.hint = details.hint
  }

  /** The error as plain data, for `--json` output and for messages between workers. */
  toJSON(): Record<string, unknown> {
    return {
      name: this.name,
      code: this.code,
      message: this.message,
      given: jsonSafe(this.given),
      allowed: this.allowed,
      hint: this.hint,
    }
  }
}

/** `JSON.stringify` turns NaN and infinities into null, which would hide the very value that was refused. */
function jsonSafe(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return `function ${value.name}`
  return value
}

/**
 * A formula that is not in the language. Codes:
 * `FORMULA_SYNTAX`, `FORMULA_SYMBOL`, `FORMULA_FUNCTION`, `FORMULA_TYPE`, `FORMULA_LIMIT`.
 */
export class FormulaError extends NumeuralError {
  override readonly name = 'FormulaError'
  /** Character offset of the offence in the text, counted from 0 in UTF-16 units. */
  readonly position: number

  constructor(message: string, details: ErrorDetails & { readonly position: number }, options?: ErrorOptions) {
    super(message, details, options)
    this.position = details.position
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), position: this.position }
  }
}

/** Arrays, tensors or images whose sizes do not fit. */
export class ShapeError extends NumeuralError {
  override readonly name = 'ShapeError'
}

/** A parameter or option outside what is allowed. */
export class ParameterError extends NumeuralError {
  override readonly name = 'ParameterError'
}

/** An unknown or doubly taken name in a registry. */
export class RegistryError extends NumeuralError {
  override readonly name = 'RegistryError'
}

/** A backend that cannot run here; the message says why. */
export class BackendUnavailableError extends NumeuralError {
  override readonly name = 'BackendUnavailableError'
}

/** An iteration or a training run that left the finite numbers. */
export class DivergenceError extends NumeuralError {
  override readonly name = 'DivergenceError'
}

/** A model file that is damaged, of a newer version, or no model file. */
export class ModelFileError extends NumeuralError {
  override readonly name = 'ModelFileError'
}

/** An input file that cannot be read as what it should be. */
export class InputFileError extends NumeuralError {
  override readonly name = 'InputFileError'
}
