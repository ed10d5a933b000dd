import { describe, expect, it } from '@jest/globals';
import type { Asker } from '../../../src/usecases/powers/power-facts.js';
import { listCases, listTasks } from '../../../src/usecases/reading/list-cases.js';
import { readingScope } from '../../../src/usecases/reading/reading-scope.js';

/** Ports that must not be asked: a narrowed token is refused before anything is read. */
const untouched = new Proxy(
  {},
  { get: (_, name) => expect(String(name)).toBe('asked for nothing') },
) as never;
const narrowed = (...scopes: string[]): Asker => ({ person: 'o-1', scopes, signIn: 'bearer' });

describe('the scope of a narrowed token', () => {
  it('holds no cases without readCase, and no tasks without holdTask', async () => {
    expect(await readingScope(untouched, narrowed('holdTask'), 'readCase')).toBeUndefined();
    expect(await readingScope(untouched, narrowed('readCase', 'act:accept'), 'holdTask')).toBeUndefined();
    const nothing = { items: [], endCursor: null, hasMore: false };
    expect(await listCases(untouched, untouched)(narrowed('act:accept'), {}, { limit: 5 })).toEqual(nothing);
    expect(await listTasks(untouched, untouched)(narrowed('readCase'), { limit: 5 })).toEqual(nothing);
  });
});
