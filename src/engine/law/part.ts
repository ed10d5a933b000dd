/** A part of a whole such as `2/3`, as whole numbers: shares of votes are compared without rounding. */
export interface Part {
  readonly over: number;
  readonly under: number;
}

/** Reads a part as definitions write it. */
export function partOf(text: string): Part {
  const [over = 1, under = 1] = text.split('/').map(Number);
  return { over, under };
}
