/** The part of the package `webgpu` (Dawn for Node) that is used here. */
interface WebGpuPackage {
  readonly create: (options: readonly string[]) => unknown
  readonly globals: Readonly<Record<string, unknown>>
}

/** Gives Node the WebGPU of the package `webgpu` if that is installed; core says what is missing if it is not. */
export async function provideWebGpu(): Promise<void> {
  const known = (globalThis as { readonly navigator?: object }).navigator
  if (known !== undefined && 'gpu' in known) return
  try {
    // No dependency, not even an optional one: 50 MB that few need.
    const name = 'webgpu'
    const { create, globals } = (await import(name)) as WebGpuPackage
    Object.assign(globalThis, globals)
    Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true })
  } catch {
    // Not installed, or not made for this system.
  }
}
