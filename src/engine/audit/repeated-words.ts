/** Shorter texts, such as 是, stand in every document and say of nobody anything. */
const LEAST_CHARACTERS = 2;

/**
 * The texts within a value that can be looked for elsewhere: strings of two characters or more, at any depth, without
 * the spaces around them. Numbers and truth values are none: what repeats them cannot be told from what does not.
 */
export function wordsOf(value: unknown): ReadonlySet<string> {
  const words = new Set<string>();
  collect(value, (text) => {
    const word = text.trim();
    if (Array.from(word).length >= LEAST_CHARACTERS) words.add(word);
  });
  return words;
}

/** Whether some text within a value has one of the words in it, to the letter. */
export function repeatsAny(value: unknown, words: ReadonlySet<string>): boolean {
  let found = false;
  collect(value, (text) => {
    found ||= [...words].some((word) => text.includes(word));
  });
  return found;
}

function collect(value: unknown, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  else if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) collect(one, visit);
}
