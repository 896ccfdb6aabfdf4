/** What `numeural train denoise` does unless told otherwise; the data are those of C21 sec. 7.1. */
export const trainingDefaults = {
  architecture: 'symmetric',
  activation: 'perona-malik',
  blocks: 7,
  channels: 1,
  kernelWidth: 3,
  weights: 'shared',
  epochs: 100,
  batch: 100,
  learningRate: 0.01,
  /** Standard deviation of the noise, in grey values of [0, 255]. */
  noise: 10,
  /** Pairs of synthetic signals, and their length. */
  pairs: { train: 10_000, validation: 1000, test: 1000 },
  length: 256,
  /** Of a folder's signals, the shares for validation and for the test. */
  validationShare: 0.1,
  testShare: 0.1,
} as const
