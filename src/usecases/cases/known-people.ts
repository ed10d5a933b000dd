import type { Ports } from '../ports.js';

/**
 * Whether the directory knows all of these pseudonyms. Parties enter the record by them, so a word that stands for
 * nobody, or is a name in plain text, must not pass for one.
 */
export async function allKnown(ports: Pick<Ports, 'directory'>, people: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(people)];
  return wanted.length === 0 || (await ports.directory.names(wanted)).size === wanted.length;
}
