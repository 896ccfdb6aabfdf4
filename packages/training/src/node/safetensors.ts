import { ModelFileError } from '@numeural/errors'

/** Largest header that is read, in bytes; that of the reference implementation. */
const headerLimit = 100_000_000

/** Named float64 tensors and text, as a safetensors file holds them. */
export interface SafeTensors {
  readonly tensors: Readonly<Record<string, Float64Array>>
  readonly metadata: Readonly<Record<string, string>>
}

/**
 * Encodes one-dimensional F64 tensors in the safetensors format: header length (8 bytes), JSON header, then the
 * numbers, all little-endian.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export function encodeSafeTensors({ tensors, metadata }: SafeTensors): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata }
  let offset = 0
  for (const [name, data] of Object.entries(tensors)) {
    header[name] = { dtype: 'F64', shape: [data.length], data_offsets: [offset, offset + 8 * data.length] }
    offset += 8 * data.length
  }
  const json = JSON.stringify(header)
  const encoded = new TextEncoder().encode(json)
  const headerLength = Math.ceil(encoded.length / 8) * 8
  const bytes = new Uint8Array(8 + headerLength + offset)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(headerLength), true)
  // The format pads the header with spaces so that the numbers are aligned.
  bytes.fill(0x20, 8, 8 + headerLength)
  bytes.set(encoded, 8)
  let at = 8 + headerLength
  for (const data of Object.values(tensors)) {
    for (const value of data) {
      view.setFloat64(at, value, true)
      at += 8
    }
  }
  return bytes
}

/**
 * Decodes a safetensors file of F64 tensors.
 *
 * @throws ModelFileError `WEIGHTS_MALFORMED` when the file is truncated, has other types, or its tensors overlap, leave
 *   holes or do not fit its size
 */
export function decodeSafeTensors(bytes: Uint8Array, file: string): SafeTensors {
  const refuse = (what: string): never => {
    throw new ModelFileError(`${file} has ${what}; it is damaged or no safetensors file of F64 numbers.`, {
      code: 'WEIGHTS_MALFORMED',
      given: file,
      allowed: 'a safetensors file of F64 numbers',
      hint: 'Save the model again.',
    })
  }
  if (bytes.length < 8) refuse(`${bytes.length} bytes`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerLength = Number(view.getBigUint64(0, true))
  if (headerLength > Math.min(headerLimit, bytes.length - 8))
    refuse(`a header of ${headerLength} bytes in ${bytes.length}`)
  const header = parseHeader(bytes.subarray(8, 8 + headerLength), refuse)
  const start = 8 + headerLength
  const ranges: { name: string; from: number; to: number }[] = []
  let metadata: Record<string, string> = {}
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      if (!isTextRecord(entry)) return refuse('metadata that is no text')
      metadata = entry
      continue
    }
    const {
      dtype,
      shape,
      data_offsets: offsets,
    } = (entry ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown }
    if (dtype !== 'F64' || !isIntegers(shape, 1) || !isIntegers(offsets, 2)) return refuse(`tensor ${name}`)
    const [from, to] = [offsets[0]!, offsets[1]!]
    if (from > to || start + to > bytes.length || to - from !== 8 * shape[0]!)
      return refuse(`tensor ${name} at ${from} to ${to}`)
    ranges.push({ name, from, to })
  }
  // Tensors that overlap could make a small file fill the memory: none is decoded before all are known to lie side by
  // side.
  ranges.sort((a, b) => a.from - b.from || a.to - b.to)
  let end = 0
  for (const { name, from, to } of ranges) {
    if (from !== end) return refuse(`tensor ${name} at ${from}, where the one before it ends at ${end}`)
    end = to
  }
  if (start + end !== bytes.length) return refuse(`${bytes.length - start - end} bytes behind the last tensor`)
  const tensors = Object.fromEntries(
    ranges.map(({ name, from, to }) => [
      name,
      Float64Array.from({ length: (to - from) / 8 }, (_, i) => view.getFloat64(start + from + 8 * i, true)),
    ]),
  )
  return { tensors, metadata }
}

function parseHeader(bytes: Uint8Array, refuse: (what: string) => never): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (header !== null && typeof header === 'object' && !Array.isArray(header))
      return header as Record<string, unknown>
  } catch {
    return refuse('an unreadable header')
  }
  return refuse('a header that is no object')
}

function isTextRecord(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === 'string')
  )
}

function isIntegers(value: unknown, length: number): value is number[] {
  return (
    Array.isArray(value) && value.length === length && value.every((each) => Number.isSafeInteger(each) && each >= 0)
  )
}
