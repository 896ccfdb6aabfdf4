/** Milliseconds of computing after which timers, signals and input get their turn. */
const patience = 50

let lastTurn = performance.now()

/**
 * Lets the event loop turn if it has not for a while.
 * Backends that compute in the calling thread await this after a run:
 * their promises resolve as microtasks, so that a loop of runs would keep interruptions and timers out until its end.
 */
export async function letEventsThrough(): Promise<void> {
  if (performance.now() - lastTurn < patience) return
  await new Promise((resolve) => setTimeout(resolve))
  lastTurn = performance.now()
}
