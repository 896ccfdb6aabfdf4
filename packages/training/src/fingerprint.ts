import type { FloatArray } from '@numeural/core'

/** SHA-256 (hexadecimal) over the options that decide the bits of a run and over its data. */
export async function fingerprintOf(options: unknown, arrays: readonly FloatArray[]): Promise<string> {
  const parts: Uint8Array[] = [await sha256(new TextEncoder().encode(JSON.stringify(options)))]
  for (const data of arrays) parts.push(await sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)))
  const all = new Uint8Array(parts.length * 32)
  parts.forEach((part, i) => {
    all.set(part, 32 * i)
  })
  return Array.from(await sha256(all), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
}
