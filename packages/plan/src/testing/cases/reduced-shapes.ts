/** One value, and sizes around the widths of vector registers and of the groups that sums are taken in. */
export const reducedShapes = [
  { channels: 1, height: 1, width: 1 },
  { channels: 3, height: 1, width: 13 },
  { channels: 2, height: 5, width: 9 },
  { channels: 1, height: 1, width: 4099 },
]
