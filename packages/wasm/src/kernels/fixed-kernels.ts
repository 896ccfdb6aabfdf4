import { fixedKernelsBase64 } from './fixed-kernels.generated.js'

/** The module of the fixed kernels, a copy. */
export function fixedKernelBytes(): Uint8Array<ArrayBuffer> {
  const text = atob(fixedKernelsBase64)
  const bytes = new Uint8Array(text.length)
  for (let k = 0; k < text.length; k++) bytes[k] = text.charCodeAt(k)
  return bytes
}
