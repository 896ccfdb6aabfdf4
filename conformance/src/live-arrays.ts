/** The part of a browser's classes that makes and frees arrays of a graphics processor. */
interface Maker {
  prototype: Record<string, (...given: unknown[]) => unknown>
}

let live = 0
let reads = 0

/**
 * Counts from now on the buffers and textures that this page holds on graphics processors, and how often one is read.
 */
export function countArrays(): void {
  const classes = globalThis as unknown as Record<string, Maker | undefined>
  const watch = (name: string, method: string, note: () => void): void => {
    const prototype = classes[name]?.prototype
    if (prototype === undefined) return
    const original = prototype[method]
    prototype[method] = function (this: unknown, ...given: unknown[]) {
      note()
      return original.apply(this, given)
    }
  }
  const made = (): void => {
    live++
  }
  const freed = (): void => {
    live--
  }
  const read = (): void => {
    reads++
  }
  watch('GPUDevice', 'createBuffer', made)
  watch('GPUBuffer', 'destroy', freed)
  watch('GPUBuffer', 'mapAsync', read)
  watch('WebGL2RenderingContext', 'createTexture', made)
  watch('WebGL2RenderingContext', 'deleteTexture', freed)
  watch('WebGL2RenderingContext', 'readPixels', read)
}

/** How many there are; 0 where none were counted. */
export function liveArrays(): number {
  return live
}

/** How often one was read since counting began. */
export function arrayReads(): number {
  return reads
}
