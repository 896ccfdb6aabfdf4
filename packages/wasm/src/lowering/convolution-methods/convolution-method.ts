/** Something for each of the three operations of a geometry. */
export interface ForEachOperation<Each> {
  readonly convolution: Each
  readonly transposedConvolution: Each
  readonly kernelGradient: Each
}

/** A way to compute the convolutions of a geometry, their transposes and kernel gradients. */
export interface ConvolutionMethod {
  /** Names of the fixed kernels, without the number type. */
  readonly kernels: ForEachOperation<string>
  /** What the kernels take after the geometry. */
  readonly arguments: ForEachOperation<readonly number[]>
  /** Scratch bytes of the kernels. */
  readonly scratch: ForEachOperation<number>
  /** What a sample costs, in products of vectors. */
  readonly cost: number
}
