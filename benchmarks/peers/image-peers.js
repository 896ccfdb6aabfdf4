import { counted } from '../harness/counted.js'
import { pythonPeer } from './python/contestant.js'

/** Steps in one call of a peer that takes their number; setting up is spread over them, as in its ordinary use. */
const steps = 20

/**
 * The image libraries that have a diffusion step, or something like it.
 *
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @param {{ size: number, directory: string }} settings
 * @returns {import('../harness/case.js').Contestant[]}
 */
export function imagePeers(surroundings, settings) {
  const { threads, wants } = surroundings
  const entries = [
    ...(wants('numpy') ? [numpy(surroundings, settings)] : []),
    ...(wants('opencv') ? threads.map((count) => openCv(surroundings, settings, count)) : []),
    ...(wants('scikit-image') ? [scikitImage(surroundings, settings)] : []),
  ]
  return entries
}

/**
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @param {{ size: number, directory: string }} settings
 */
function numpy(surroundings, settings) {
  return pythonPeer(surroundings, {
    module: 'numpy',
    script: 'numpy/run.py',
    settings: { ...settings, threads: 1 },
    entry: { id: 'numpy', label: 'numpy' },
  })
}

/**
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @param {{ size: number, directory: string }} settings
 * @param {number} threads
 */
function openCv(surroundings, settings, threads) {
  return pythonPeer(surroundings, {
    module: 'cv2',
    script: 'opencv/run.py',
    settings: { ...settings, steps, threads },
    entry: {
      id: `opencv-${threads}`,
      label: `OpenCV anisotropicDiffusion, ${counted(threads)}`,
      unchecked: 'it takes 8-bit images of three channels only',
      repeats: steps,
    },
  })
}

/**
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @param {{ size: number, directory: string }} settings
 */
function scikitImage(surroundings, settings) {
  return pythonPeer(surroundings, {
    module: 'skimage',
    script: 'scikit-image/run.py',
    settings: { ...settings, steps, threads: 1 },
    entry: {
      id: 'scikit-image',
      label: 'scikit-image denoise_tv_chambolle',
      unchecked: 'it has no Perona–Malik; one iteration of another method',
      repeats: steps,
    },
  })
}
