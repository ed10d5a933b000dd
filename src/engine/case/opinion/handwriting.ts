/** 手写签名: strokes as they were written, on a sheet of so many points. Whole numbers, so that it has a canonical form. */
export interface Handwriting {
  readonly width: number;
  readonly height: number;
  /** Each stroke: x, y, x, y ... from the upper left corner. */
  readonly strokes: readonly (readonly number[])[];
}

/** Sides of the sheet at most, and points of all strokes together. */
export const MAX_HANDWRITING = { side: 2_000, points: 4_000 } as const;

/** Whether a value is a signature that can be drawn: something was written, and all of it lies on the sheet. */
export function isHandwriting(value: unknown): value is Handwriting {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { width, height, strokes, ...rest } = value as Readonly<Record<string, unknown>>;
  if (Object.keys(rest).length > 0 || !isSide(width) || !isSide(height)) return false;
  if (!Array.isArray(strokes) || strokes.length === 0) return false;
  const numbers = strokes.reduce<number>(
    (sum, stroke: unknown) => sum + (Array.isArray(stroke) ? stroke.length : 0),
    0,
  );
  if (numbers > 2 * MAX_HANDWRITING.points) return false;
  return strokes.every((stroke: unknown) => isStroke(stroke, width, height));
}

function isSide(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_HANDWRITING.side;
}

function isStroke(stroke: unknown, width: number, height: number): boolean {
  if (!Array.isArray(stroke) || stroke.length < 4 || stroke.length % 2 !== 0) return false;
  return stroke.every((at: unknown, i) => {
    return Number.isInteger(at) && (at as number) >= 0 && (at as number) <= (i % 2 === 0 ? width : height);
  });
}
