import type { GpuHandle } from '../device/gpu-js.js'

/** The arguments of a kernel while its text is written: every array once, every number by itself. */
export class Arguments {
  readonly names: string[] = []
  readonly values: (GpuHandle | number)[] = []
  readonly #arrays = new Map<GpuHandle, string>()
  #numbers = 0

  /** Name under which the kernel reads an array. */
  array(handle: GpuHandle): string {
    const known = this.#arrays.get(handle)
    if (known !== undefined) return known
    const name = `a${this.#arrays.size}`
    this.#arrays.set(handle, name)
    this.#add(name, handle)
    return name
  }

  /** Name under which the kernel reads a number. Kernels that differ only in such numbers are the same kernel. */
  number(value: number): string {
    const name = `k${this.#numbers++}`
    this.#add(name, value)
    return name
  }

  #add(name: string, value: GpuHandle | number): void {
    this.names.push(name)
    this.values.push(value)
  }
}
