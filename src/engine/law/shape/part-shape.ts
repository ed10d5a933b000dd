import { either, integer, must, type FieldsOf, type Shape } from './shape.js';

/** A part of a whole: one half is 1 of 2. */
export interface Part {
  readonly of: number;
  readonly by: number;
}

const PART = /^([1-9]\d?)\/([1-9]\d?)$/;

/** `1/3`, or the canonical `{ of, by }`. */
export const part: Shape = either(
  'a part such as 1/2 or 2/3',
  {
    kind: 'text',
    rule: { say: 'a part such as 1/2 or 2/3', pattern: PART, code: 'bad-part' },
    read: readPart,
  },
  {
    kind: 'object',
    noun: 'a part',
    fields: {
      of: must(integer(1, 99), 'how many of them'),
      by: must(integer(1, 99), 'of how many'),
    } satisfies FieldsOf<Part>,
  },
);

function readPart(written: string): Part | undefined {
  const found = PART.exec(written);
  return found ? { of: Number(found[1]), by: Number(found[2]) } : undefined;
}
