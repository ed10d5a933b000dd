import type { StreamDefinition } from './stream-definition.js';

/**
 * The draft that another stream of the case is about: the one that it names, else the only one that there is. Undefined:
 * the procedure has none, or a version of it from before ambiguity was refused has several.
 */
export function draftBeside(
  streams: Readonly<Record<string, StreamDefinition>> | undefined,
  { draft }: StreamDefinition,
): string | undefined {
  if (draft !== undefined) return draft;
  const drafts = draftNames(streams);
  return drafts.length === 1 ? drafts[0] : undefined;
}

/** Names of the drafts that a procedure declares. */
export function draftNames(streams: Readonly<Record<string, StreamDefinition>> = {}): readonly string[] {
  return Object.keys(streams).filter((name) => streams[name]?.kind === 'draft');
}
