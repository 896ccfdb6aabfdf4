/** The part of a browser's classes that makes and frees arrays of a graphics processor. */
interface Maker {
  prototype: Record<string, (...given: unknown[]) => unknown>
}

let live = 0

/** Counts from now on the buffers and textures that this page holds on graphics processors. */
export function countArrays(): void {
  const classes = globalThis as unknown as Record<string, Maker | undefined>
  const watch = (name: string, method: string, change: number): void => {
    const prototype = classes[name]?.prototype
    if (prototype === undefined) return
    const original = prototype[method]
    prototype[method] = function (this: unknown, ...given: unknown[]) {
      live += change
      return original.apply(this, given)
    }
  }
  watch('GPUDevice', 'createBuffer', 1)
  watch('GPUBuffer', 'destroy', -1)
  watch('WebGL2RenderingContext', 'createTexture', 1)
  watch('WebGL2RenderingContext', 'deleteTexture', -1)
}

/** How many there are; 0 where none were counted. */
export function liveArrays(): number {
  return live
}
