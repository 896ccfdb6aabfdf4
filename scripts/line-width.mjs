import { parseSync } from 'oxc-parser'

/** The widest line of a comment, in columns; code is wrapped by the formatter. */
export const widest = 120

/** An address, an instruction to a tool, a type with its name. */
const unbreakable = /^\W*(\S*:\/\/\S+|biome-ignore.*|@ts-.*|@\w+ \{.*\}( \S+)?)\W*$/

/**
 * The numbers of the lines on which a comment goes past {@link widest}. A line that holds nothing but an
 * address, a type, or an instruction to a tool may.
 * @param {string} file
 * @param {string} text
 * @returns {number[]}
 */
export function wideComments(file, text) {
  const lines = text.split('\n')
  if (!lines.some((line) => line.length > widest)) return []
  return parseSync(file, text).comments.flatMap(({ start, end }) => {
    const first = text.slice(0, start).split('\n').length
    const last = first + text.slice(start, end).split('\n').length - 1
    return lines
      .map((line, at) => ({ line, number: at + 1 }))
      .slice(first - 1, last)
      .filter(({ line }) => line.length > widest && !unbreakable.test(line))
      .map(({ number }) => number)
  })
}
