import { ValidateBy } from 'class-validator';

/**
 * An object of lists of codes, such as persons by party post: `{ "interestedParty": ["p-1"] }`.
 *
 * @param names lists at most
 * @param codes entries of a list at most, each of 1 to 100 characters
 */
export function IsLists(names: number, codes: number): PropertyDecorator {
  const isCodes = (list: unknown): boolean =>
    Array.isArray(list) &&
    list.length <= codes &&
    list.every((code) => typeof code === 'string' && code.length > 0 && code.length <= 100);
  return ValidateBy({
    name: 'isLists',
    validator: {
      validate: (value: unknown) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
        const lists: readonly unknown[] = Object.values(value);
        return lists.length <= names && lists.every(isCodes);
      },
      defaultMessage: () => `must be an object of at most ${names} lists, each of at most ${codes} codes`,
    },
  });
}
