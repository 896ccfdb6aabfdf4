/** The peers that `--peers` knows. */
export const peers = ['tfjs', 'jax-js', 'pytorch', 'opencv', 'numpy', 'scikit-image', 'plain-loops']
