import { ValidateBy } from 'class-validator';

/** A reason in words: at least so many characters that are not blank. */
export function IsReason(least: number): PropertyDecorator {
  return ValidateBy({
    name: 'isReason',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && [...value.replaceAll(/\s/gu, '')].length >= least,
      defaultMessage: () => `must give a reason of at least ${least} characters`,
    },
  });
}
