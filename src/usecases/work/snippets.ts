import type { Hash } from '../../engine/audit/record.js';
import type { Ports } from '../ports.js';
import type { Snippet, Snippets } from './snippet-ports.js';

/** Keeps words for their author; the same words again are the same snippet. Undefined: he has as many as he may. */
export function keepSnippet(
  ports: Pick<Ports, 'hash' | 'now'>,
  snippets: Snippets,
): (person: string, text: string) => Promise<Snippet | undefined> {
  return async (person, text) => {
    const snippet = { id: snippetId(text, ports.hash), text };
    const kept = await snippets.keep(person, snippet, await ports.now.now());
    return kept ? snippet : undefined;
  };
}

function snippetId(text: string, hash: Pick<Hash, 'sha256'>): string {
  return hash.sha256(`snippet/v1\n${text}`).slice(0, 32);
}
