import type { GpuHandle } from '../device/gpu-js.js'
import { type KernelText, kernelText } from '../device/kernel-text.js'
import type { Trace } from './trace.js'

/**
 * Numbers to be joined: groups of equally many members.
 * Member m of group g lies at `g·members + m`, interleaved at `m·groups + g`.
 */
export interface Fold {
  readonly kind: 'sum' | 'maximum'
  readonly groups: number
  readonly members: number
  readonly interleaved: boolean
}

/** Most members that one thread joins. */
const mostMembers = 256
/** So few members are joined at once. */
const fewMembers = 64

/** How many members one thread joins: about the square root, so that sums stay short and two stages suffice. */
export function partOf(members: number): number {
  return members <= fewMembers ? members : Math.min(mostMembers, Math.ceil(Math.sqrt(members)))
}

/** Joins the members of every group in stages, which keeps the rounding error of float32 sums small. */
export function foldAll(trace: Trace, numbers: GpuHandle, fold: Fold): GpuHandle {
  let [handle, members] = [numbers, fold.members]
  while (members > 1) {
    const part = partOf(members)
    handle = trace.call(foldKernel({ ...fold, members }, part), [handle])
    members = Math.ceil(members / part)
  }
  return handle
}

/** One stage: every thread joins up to `part` neighbours of a group. */
function foldKernel({ kind, groups, members, interleaved }: Fold, part: number): KernelText {
  const parts = Math.ceil(members / part)
  const at = (member: string): string => (interleaved ? `(${member}) * ${groups} + g` : `g * ${members} + ${member}`)
  const join = joining(kind, `v[${at('m')}]`)
  return kernelText(
    ['v'],
    [
      ...(interleaved
        ? [`const g = this.thread.x % ${groups};`, `const p = Math.round((this.thread.x - g) / ${groups});`]
        : [`const p = this.thread.x % ${parts};`, `const g = Math.round((this.thread.x - p) / ${parts});`]),
      `const first = p * ${part};`,
      `let result = v[${at('first')}];`,
      `for (let k = 1; k < ${part}; k++) {`,
      'const m = first + k;',
      ...(members % part === 0 ? join : [`if (m < ${members}) {`, ...join, '}']),
      '}',
      'return result;',
    ],
    [groups * parts],
  )
}

/** Joins one more value to `result`. A maximum is NaN as soon as one value is. */
export function joining(kind: 'sum' | 'maximum', value: string): string[] {
  if (kind === 'sum') return [`result += ${value};`]
  return [`const value = ${value};`, 'if (value > result || value != value) {', 'result = value;', '}']
}
