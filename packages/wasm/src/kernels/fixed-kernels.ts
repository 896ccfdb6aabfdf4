import { fixedKernelsBase64 } from './fixed-kernels.generated.js'

/** The module of the fixed kernels, a copy. */
export function fixedKernelBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(fixedKernelsBase64), (character) => character.charCodeAt(0))
}
