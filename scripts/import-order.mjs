/**
 * What each public entry may import from the other packages, from the bottom up:
 * an entry may name only entries above its own line here, so that imports run one way.
 * A subpath has a line of its own when it may import more or less than the package's main entry.
 * @type {readonly (readonly [entry: string, mayImport: readonly string[]])[]}
 */
export const importOrder = [
  ['@numeural/errors', []],
  ['@numeural/formula', ['@numeural/errors']],
  ['@numeural/formula/testing', ['@numeural/errors', '@numeural/formula']],
  ['@numeural/activations', ['@numeural/errors', '@numeural/formula']],
  ['@numeural/plan', ['@numeural/errors', '@numeural/formula']],
  ['@numeural/plan/contract', ['@numeural/errors', '@numeural/formula', '@numeural/plan']],
  ['@numeural/plan/reference', ['@numeural/errors', '@numeural/formula', '@numeural/plan', '@numeural/plan/contract']],
  [
    '@numeural/plan/testing',
    [
      '@numeural/errors',
      '@numeural/formula',
      '@numeural/formula/testing',
      '@numeural/plan',
      '@numeural/plan/contract',
      '@numeural/plan/reference',
    ],
  ],
  ['@numeural/wasm', ['@numeural/errors', '@numeural/formula', '@numeural/plan', '@numeural/plan/contract']],
  [
    '@numeural/core',
    [
      '@numeural/errors',
      '@numeural/formula',
      '@numeural/plan',
      '@numeural/plan/contract',
      '@numeural/plan/reference',
      '@numeural/wasm',
    ],
  ],
  [
    '@numeural/core/gpu',
    ['@numeural/errors', '@numeural/formula', '@numeural/plan', '@numeural/plan/contract', '@numeural/core'],
  ],
  ['@numeural/datasets', ['@numeural/errors', '@numeural/formula', '@numeural/core']],
  ['@numeural/datasets/node', ['@numeural/errors', '@numeural/formula', '@numeural/core', '@numeural/datasets']],
  ['@numeural/datasets/photographs', ['@numeural/errors', '@numeural/formula', '@numeural/core', '@numeural/datasets']],
  ['@numeural/schemes', ['@numeural/errors', '@numeural/formula', '@numeural/core', '@numeural/activations']],
  ['@numeural/schemes/norms', ['@numeural/errors', '@numeural/formula', '@numeural/core']],
  [
    '@numeural/schemes/testing',
    ['@numeural/errors', '@numeural/formula', '@numeural/core', '@numeural/activations', '@numeural/schemes'],
  ],
  [
    '@numeural/certificates',
    [
      '@numeural/errors',
      '@numeural/formula',
      '@numeural/core',
      '@numeural/activations',
      '@numeural/schemes',
      '@numeural/schemes/norms',
    ],
  ],
  [
    '@numeural/certificates/testing',
    [
      '@numeural/errors',
      '@numeural/formula',
      '@numeural/core',
      '@numeural/activations',
      '@numeural/schemes',
      '@numeural/schemes/norms',
      '@numeural/certificates',
    ],
  ],
  [
    '@numeural/training',
    [
      '@numeural/errors',
      '@numeural/formula',
      '@numeural/core',
      '@numeural/activations',
      '@numeural/datasets',
      '@numeural/schemes',
      '@numeural/certificates',
    ],
  ],
  [
    '@numeural/training/node',
    [
      '@numeural/formula',
      '@numeural/errors',
      '@numeural/core',
      '@numeural/datasets/node',
      '@numeural/schemes',
      '@numeural/training',
    ],
  ],
  [
    '@numeural/multigrid',
    ['@numeural/errors', '@numeural/formula', '@numeural/core', '@numeural/activations', '@numeural/schemes'],
  ],
  [
    '@numeural/denoising',
    [
      '@numeural/errors',
      '@numeural/formula',
      '@numeural/core',
      '@numeural/activations',
      '@numeural/schemes',
      '@numeural/certificates',
      '@numeural/multigrid',
    ],
  ],
  [
    '@numeural/inpainting',
    [
      '@numeural/errors',
      '@numeural/formula',
      '@numeural/core',
      '@numeural/activations',
      '@numeural/schemes',
      '@numeural/multigrid',
    ],
  ],
  [
    'numeural',
    [
      '@numeural/errors',
      '@numeural/formula',
      '@numeural/core',
      '@numeural/activations',
      '@numeural/datasets',
      '@numeural/datasets/node',
      '@numeural/datasets/photographs',
      '@numeural/schemes',
      '@numeural/certificates',
      '@numeural/training',
      '@numeural/training/node',
      '@numeural/multigrid',
      '@numeural/denoising',
      '@numeural/inpainting',
    ],
  ],
]

/**
 * What test files may import beyond what their package may: the data sets, for every package that stands above them;
 * what checks plugins and trains networks, for those that have some.
 */
export const testsMayImport = {
  '@numeural/plan': ['@numeural/core', '@numeural/wasm'],
  '@numeural/wasm': [
    '@numeural/formula/testing',
    '@numeural/plan/testing',
    '@numeural/plan/reference',
    '@numeural/core',
  ],
  '@numeural/core': ['@numeural/plan/testing'],
  '@numeural/schemes': [
    '@numeural/certificates',
    '@numeural/datasets',
    '@numeural/datasets/node',
    '@numeural/datasets/photographs',
  ],
  '@numeural/certificates': ['@numeural/datasets', '@numeural/schemes/testing'],
  '@numeural/denoising': [
    '@numeural/datasets',
    '@numeural/datasets/node',
    '@numeural/datasets/photographs',
    '@numeural/schemes/testing',
    '@numeural/training',
  ],
  '@numeural/training': ['@numeural/datasets', '@numeural/datasets/node', '@numeural/datasets/photographs'],
  '@numeural/multigrid': [
    '@numeural/certificates',
    '@numeural/certificates/testing',
    '@numeural/denoising',
    '@numeural/datasets',
    '@numeural/datasets/node',
    '@numeural/datasets/photographs',
    '@numeural/training',
    '@numeural/training/node',
  ],
  '@numeural/inpainting': ['@numeural/datasets', '@numeural/datasets/node', '@numeural/datasets/photographs'],
}
