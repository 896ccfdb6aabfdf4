/**
 * The largest counts that a network may have: far above any use, and low enough that a hostile file cannot exhaust
 * memory before its shape is looked at.
 */
export const largest = {
  channels: 1024,
  filters: 1024,
  kernel: 1023,
  blocks: 10_000,
  length: 1000,
  size: 2 ** 24,
} as const
