/** How much of the suite runs: everything, or a part in which everything occurs. */
export type Extent = 'full' | 'covering'
