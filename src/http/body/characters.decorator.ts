import { ValidateBy } from 'class-validator';

/**
 * A text of so many characters, counted as people count them (a rare character of GB 18030 is one), not all of them
 * blank.
 */
export function IsCharacters(least: number, most: number): PropertyDecorator {
  return ValidateBy({
    name: 'isCharacters',
    validator: {
      validate: (value: unknown) => {
        if (typeof value !== 'string' || (least > 0 && value.trim() === '')) return false;
        const count = [...value].length;
        return count >= least && count <= most;
      },
      defaultMessage: () => `must be a text of ${least} to ${most} characters`,
    },
  });
}
