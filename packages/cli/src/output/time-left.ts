/** Share of the newest step in the mean time of a step: some ten of them count. */
const weight = 0.1

/**
 * Estimates the seconds that work still takes, from the mean time of its last steps.
 *
 * @returns given the steps done and those in all, the seconds left; null before anything is known
 */
export function timeLeft(now: () => number = () => performance.now()): (done: number, total: number) => number | null {
  let last: { done: number; time: number } | null = null
  let perStep: number | null = null
  return (done, total) => {
    const time = now()
    if (last !== null && done > last.done) {
      const newest = (time - last.time) / (done - last.done) / 1000
      perStep = perStep === null ? newest : (1 - weight) * perStep + weight * newest
    }
    if (last === null || done > last.done) last = { done, time }
    return perStep === null ? null : perStep * Math.max(0, total - done)
  }
}

/** Such as `8s`, `3m20s` or `2h05m`; a mark of what is not known for null. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return '?'
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole}s`
  const [minutes, hours] = [Math.floor(whole / 60), Math.floor(whole / 3600)]
  const two = (value: number): string => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}h${two(minutes % 60)}m` : `${minutes}m${two(whole % 60)}s`
}
