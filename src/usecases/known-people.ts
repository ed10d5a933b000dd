import type { Ports } from './ports.js';

/**
 * Whether the directory knows all of these pseudonyms. Parties enter the record by them, so a word that stands for
 * nobody, or is a name in plain text, must not pass for one.
 */
export async function allKnown(ports: Pick<Ports, 'directory'>, people: readonly string[]): Promise<boolean> {
  const known = await Promise.all(people.map((person) => ports.directory.knows(person)));
  return known.every((one) => one);
}
