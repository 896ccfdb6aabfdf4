/**
 * What each public entry may import from the other packages, from the bottom up: an entry may name only entries above its own line here,
 * so that imports run one way. A subpath has a line of its own when it may import more or less than the package's main entry.
 * @type {readonly (readonly [entry: string, mayImport: readonly string[]])[]}
 */
export const importOrder = [
  ['@numeural/formula', []],
  ['@numeural/formula/testing', ['@numeural/formula']],
  ['@numeural/core', ['@numeural/formula']],
  ['@numeural/core/gpu', ['@numeural/formula', '@numeural/core']],
  ['@numeural/core/testing', ['@numeural/formula', '@numeural/formula/testing', '@numeural/core']],
  ['@numeural/activations', ['@numeural/formula']],
  ['@numeural/datasets', ['@numeural/formula', '@numeural/core']],
  ['@numeural/datasets/node', ['@numeural/formula', '@numeural/core', '@numeural/datasets']],
  ['@numeural/datasets/photographs', ['@numeural/formula', '@numeural/core', '@numeural/datasets']],
  ['@numeural/schemes', ['@numeural/formula', '@numeural/core', '@numeural/activations']],
  ['@numeural/schemes/testing', ['@numeural/formula', '@numeural/core', '@numeural/activations']],
  [
    '@numeural/training',
    ['@numeural/formula', '@numeural/core', '@numeural/activations', '@numeural/datasets', '@numeural/schemes'],
  ],
  ['@numeural/training/node', ['@numeural/core', '@numeural/datasets/node', '@numeural/schemes', '@numeural/training']],
  ['@numeural/multigrid', ['@numeural/formula', '@numeural/core', '@numeural/activations', '@numeural/schemes']],
  ['@numeural/inpainting', ['@numeural/formula', '@numeural/core', '@numeural/activations', '@numeural/schemes']],
  [
    'numeural',
    [
      '@numeural/formula',
      '@numeural/core',
      '@numeural/activations',
      '@numeural/datasets',
      '@numeural/datasets/node',
      '@numeural/datasets/photographs',
      '@numeural/schemes',
      '@numeural/training',
      '@numeural/training/node',
      '@numeural/multigrid',
      '@numeural/inpainting',
    ],
  ],
]

/** What test files may import beyond what their package may: the data sets, for every package that stands above them; what checks plugins and trains networks, for those that have some. */
export const testsMayImport = {
  '@numeural/schemes': ['@numeural/datasets', '@numeural/datasets/node', '@numeural/datasets/photographs'],
  '@numeural/training': ['@numeural/datasets', '@numeural/datasets/node', '@numeural/datasets/photographs'],
  '@numeural/multigrid': [
    '@numeural/schemes/testing',
    '@numeural/datasets',
    '@numeural/datasets/node',
    '@numeural/datasets/photographs',
    '@numeural/training',
  ],
  '@numeural/inpainting': ['@numeural/datasets', '@numeural/datasets/node', '@numeural/datasets/photographs'],
}
