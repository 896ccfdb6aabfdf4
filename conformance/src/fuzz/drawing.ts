/** Choices that follow from a sequence of random numbers. */
export interface Draw {
  pick<T>(list: readonly T[]): T
  chance(probability: number): boolean
  /** A positive number as text: simple ones, uneven ones, very small and very large ones. */
  number(): string
}

/** @param random numbers in [0, 1) */
export function drawing(random: () => number): Draw {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]
  return {
    pick,
    chance: (probability) => random() < probability,
    number: () => {
      const kind = random()
      if (kind < 0.5) return pick(['1', '2', '3', '0.5', '0.25', '4', '1.5', '10'])
      if (kind < 0.8) return String(Math.round(random() * 4000) / 1000 + 0.001)
      return `${1 + Math.floor(random() * 9)}e${Math.floor(random() * 20) - 10}`
    },
  }
}
