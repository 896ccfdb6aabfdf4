/** Longest text of a value in a message. */
const longest = 60

/** A refused value as it stands in a message: short, on one line, and never itself an error. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'string') return shortened(JSON.stringify(value))
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`
  if (typeof value !== 'object' || value === null) return String(value)
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} of ${sizeText(value)}`
  if (Array.isArray(value))
    return value.length <= 8 ? shortened(`[${value.map(shown).join(', ')}]`) : `an array of ${value.length}`
  return `an object with ${shortened(Object.keys(value).join(', ')) || 'no keys'}`
}

function sizeText(view: ArrayBufferView): string {
  return 'length' in view ? `${String(view.length)}` : `${view.byteLength} bytes`
}

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}
