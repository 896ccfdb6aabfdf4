import { ParameterError } from '@numeural/errors'
import { type FaceName, faceNames } from './face.js'
import type { Nonlinearity } from './nonlinearity.js'

/** Whether a nonlinearity has a face at all: an activation that is not odd has neither regulariser nor shrinkage. */
export function hasFace(nonlinearity: Nonlinearity, face: FaceName): boolean {
  return !nonlinearity.activationOnly || face === 'diffusivity' || face === 'activation'
}

/** The error for a face that does not exist. */
export function requireFace(nonlinearity: Nonlinearity, face: FaceName): void {
  if (!faceNames.includes(face)) {
    throw new ParameterError(`'${String(face)}' is no face of a nonlinearity.`, {
      code: 'FACE_UNKNOWN',
      given: face,
      allowed: faceNames,
      hint: `Faces are ${faceNames.join(', ')}.`,
    })
  }
  if (hasFace(nonlinearity, face)) return
  throw new ParameterError(
    `'${nonlinearity.name}' has no ${face}: it is an activation that is not odd, while regularisers are even and shrinkage functions odd.`,
    {
      code: 'FACE_UNDEFINED',
      given: face,
      allowed: ['diffusivity', 'activation'],
      hint: `Ask for its activation or diffusivity, or take an odd activation such as that of 'truncated-tv'.`,
    },
  )
}
