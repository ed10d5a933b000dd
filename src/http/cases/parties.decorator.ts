import { ValidateBy } from 'class-validator';

const MAX_POSTS = 20;
const MAX_PERSONS = 200;

/** Party posts with the pseudonyms of persons: `{ "interestedParty": ["..."] }`. */
export function IsParties(): PropertyDecorator {
  return ValidateBy({
    name: 'isParties',
    validator: {
      validate: isParties,
      defaultMessage: () =>
        `must be an object of lists of persons (at most ${MAX_POSTS} posts, ${MAX_PERSONS} persons each)`,
    },
  });
}

function isParties(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const lists: readonly unknown[] = Object.values(value);
  return lists.length <= MAX_POSTS && lists.every(isPersons);
}

function isPersons(list: unknown): boolean {
  return (
    Array.isArray(list) &&
    list.length <= MAX_PERSONS &&
    list.every((person) => typeof person === 'string' && person.length > 0 && person.length <= 100)
  );
}
