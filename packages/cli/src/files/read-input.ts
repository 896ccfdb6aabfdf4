import { buffer } from 'node:stream/consumers'
import type { Image, Signals } from '@numeural/core'
import { type ImageMetadata, readImage, readSignalFile, type SignalLayout } from '@numeural/datasets/node'
import type { Session } from '../session/session.js'

/** What a command was given to work on. */
export type Input =
  | { readonly kind: 'image'; readonly image: Image; readonly metadata: ImageMetadata }
  | { readonly kind: 'signals'; readonly signals: Signals; readonly layout: SignalLayout }

/** What signal files end in. */
export const signalEndings = ['.csv', '.json'] as const

/** What image files end in. */
export const imageEndings = ['.png', '.jpg', '.jpeg', '.webp', '.tif', '.tiff'] as const

/**
 * Reads an image, or signals if the path ends in .csv or .json. `-` is stdin, told by its first bytes.
 *
 * @throws InputFileError for what cannot be read
 */
export async function readInput(session: Session, given: string, grey: boolean): Promise<Input> {
  const source = given === '-' ? new Uint8Array(await buffer(session.io.stdin)) : session.path(given)
  const kind = typeof source === 'string' ? kindOf(source) : isText(source) ? 'signals' : 'image'
  if (kind === 'signals') {
    const { signals, layout } = await readSignalFile(source)
    const remark = remarkOnShape(signals)
    if (remark !== null) session.note(remark)
    return { kind: 'signals', signals, layout }
  }
  const { image, metadata } = await readImage(source, { grey })
  return { kind: 'image', image, metadata }
}

/** A table of times and values reads as very many signals of two samples. */
function remarkOnShape({ count, shape: { width } }: Signals): string | null {
  if (width > 3 || count <= 3 * width) return null
  return `read as ${count} signals of ${width} samples: a row is a signal; give a single one as a row, or as a column of its own`
}

/** What a file is by its name. */
export function kindOf(path: string): Input['kind'] {
  return signalEndings.some((ending) => path.toLowerCase().endsWith(ending)) ? 'signals' : 'image'
}

/** Whether bytes begin like text; every image format has a byte near its beginning that no text has. */
function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 64)
  return head.length > 0 && head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13)) && !isDamaged(head)
}

/** Bytes that are no UTF-8, as the signature of a JPEG. */
function isDamaged(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return false
  } catch {
    return true
  }
}
