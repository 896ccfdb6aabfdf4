/** `what: what to do`; what has a colon already goes on after a semicolon, so that no line has two of one kind. */
export function withAdvice(what: string, ...advice: readonly string[]): string {
  if (advice.length === 0) return what
  return `${what}${/: |:$/.test(what) ? ';' : ':'} ${advice.join('; ')}`
}
