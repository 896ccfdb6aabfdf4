import { InvalidArgumentError } from 'commander'

/**
 * A parser of a list such as `A,C3` with names from a known set, upper or lower case.
 *
 * @param {readonly string[]} known
 * @returns {(text: string) => string[]}
 */
export function listOf(known) {
  return (text) =>
    text.split(',').map((part) => {
      const name = known.find((each) => each.toLowerCase() === part.trim().toLowerCase())
      if (name === undefined)
        throw new InvalidArgumentError(`There is no '${part.trim()}'; there are ${known.join(', ')}.`)
      return name
    })
}

/**
 * A list of different whole numbers of at least 1, such as `1,2`.
 *
 * @param {string} text
 */
export function wholeNumbers(text) {
  return [...new Set(text.split(',').map(wholeNumber))]
}

/**
 * A whole number of at least 1.
 *
 * @param {string} text
 */
export function wholeNumber(text) {
  const number = positiveNumber(text)
  if (!Number.isInteger(number)) throw new InvalidArgumentError(`'${text}' is no whole number.`)
  return number
}

/**
 * A finite number greater than 0.
 *
 * @param {string} text
 */
export function positiveNumber(text) {
  const number = text.trim() === '' ? Number.NaN : Number(text)
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError(`'${text}' is no number greater than 0.`)
  return number
}
