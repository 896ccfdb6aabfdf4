import { ParameterError, ShapeError } from '@numeural/errors'

/** Sizes that do not fit while a plan is built. */
export function shapeError(code: string, given: string, allowed: string, hint: string): ShapeError {
  return new ShapeError(`The plan was given ${given}; allowed: ${allowed}.`, { code, given, allowed, hint })
}

/** A name or value that a plan cannot take while it is built. */
export function parameterError(
  code: string,
  given: string,
  allowed: string | readonly string[],
  hint: string,
): ParameterError {
  const choices = typeof allowed === 'string' ? allowed : allowed.join(', ') || 'nothing'
  return new ParameterError(`The plan was given ${given}; allowed: ${choices}.`, {
    code,
    given,
    allowed,
    hint,
  })
}
