import { entryOf } from '../../engine/organisation/entries.js';
import type { Conflict, OrganisationChange } from '../../engine/organisation/organisation-change.js';
import type { Organisation } from '../../engine/organisation/organisation.js';
import type { NewName } from './organisation-append.js';

/** A person's name as somebody gives it. Personal: it goes into a part and the directory, never into a record. */
export interface GivenName {
  readonly person: string;
  readonly name: string;
}

/** A conflict of a change, or of a name that came with the changes. */
export interface ChangeConflict extends Omit<Conflict, 'code'> {
  readonly code: Conflict['code'] | 'name-missing' | 'name-of-nobody' | 'code-of-the-public';
}

/**
 * The names that enter the directory with these changes, by the person's kind after them, and what stands against
 * them: everybody new needs a name, and nobody is named who is no part of the organisation. The index of a conflict
 * is that of the change that brings the person in; of a name for nobody, the number of changes.
 */
export function newNames(
  organisation: Organisation,
  changes: readonly OrganisationChange[],
  given: readonly GivenName[],
): { readonly names: readonly NewName[]; readonly conflicts: readonly ChangeConflict[] } {
  const named = new Set(given.map(({ person }) => person));
  const kinds = new Map<string, NewName['kind']>();
  const conflicts: ChangeConflict[] = [];
  for (const [index, change] of changes.entries()) {
    if (change.change !== 'person.put') continue;
    kinds.set(change.id, change.person.kind);
    const isNew = !entryOf(organisation.people, change.id);
    if (isNew && !named.has(change.id)) conflicts.push(conflict(index, 'name-missing', change.id));
  }
  const names: NewName[] = [];
  for (const { person, name } of given) {
    const kind = kinds.get(person) ?? entryOf(organisation.people, person)?.kind;
    if (kind) names.push({ person, name, kind });
    else conflicts.push(conflict(changes.length, 'name-of-nobody', person));
  }
  return { names, conflicts };
}

/** The people whom these changes bring into the organisation, with the place of the change. */
export function newcomers(
  organisation: Organisation,
  changes: readonly OrganisationChange[],
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [index, change] of changes.entries()) {
    if (change.change !== 'person.put' || entryOf(organisation.people, change.id)) continue;
    if (!found.has(change.id)) found.set(change.id, index);
  }
  return found;
}

/** A code that is taken by somebody outside the organisation: a member of the public. */
export function codeOfThePublic(index: number, person: string): ChangeConflict {
  return conflict(index, 'code-of-the-public', person);
}

const SENTENCES = {
  'name-missing': { zh: '缺少姓名', en: 'the name is missing' },
  'name-of-nobody': {
    zh: '不是本机关人员，不能登记姓名',
    en: 'is nobody in the organisation and gets no name',
  },
  'code-of-the-public': { zh: '此代码已属于公众账号', en: 'is the code of a member of the public' },
} as const;

function conflict(index: number, code: keyof typeof SENTENCES, person: string): ChangeConflict {
  const { zh, en } = SENTENCES[code];
  return { index, code, say: { zh: `${person}：${zh}`, en: `${person}: ${en}` }, basis: ['正程 人员'] };
}
