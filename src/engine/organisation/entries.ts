/** An entry by its id. Ids come from outside, so that a map's own properties alone count. */
export function entryOf<T>(entries: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(entries, id) ? entries[id] : undefined;
}

/** The entries of those ids that are known, in the order of the ids. */
export function entriesOf<T>(
  entries: Readonly<Record<string, T>>,
  ids: readonly string[] | undefined,
): readonly (readonly [id: string, entry: T])[] {
  const found: (readonly [string, T])[] = [];
  for (const id of ids ?? []) {
    const entry = entryOf(entries, id);
    if (entry !== undefined) found.push([id, entry]);
  }
  return found;
}
