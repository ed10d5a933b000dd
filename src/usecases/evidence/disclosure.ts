import type { LedgerRecord } from '../../engine/audit/record.js';
import type { DocumentChange } from '../../engine/case/documents/document-state.js';
import type { Definition, Text } from '../../engine/law/definition.js';
import { knownPart, type PartKind } from './part-kinds.js';
import { saysSensitive } from './sensitive-documents.js';

/** Whom a bundle is for, and what it discloses to him. Every kind is either disclosed or withheld, with its ground. */
export interface DisclosureProfile {
  readonly profile: string;
  readonly title: Exclude<Text, string>;
  /** Policies of which any one gives the power to take a bundle by this profile. */
  readonly granted: readonly string[];
  /** Only for cases of which something was made public. */
  readonly publishedOnly: boolean;
  /** What the purpose must name; absent: any will do. */
  readonly purpose?: PurposeRule;
  readonly parts: Readonly<Record<PartKind, DisclosureRule>>;
  readonly materials: DisclosureRule & { readonly kinds: readonly MaterialKind[] };
  /** What is kept and not processed 限制处理, before anything else is asked of it. */
  readonly restricted: DisclosureRule;
  /**
   * Documents that say something declared sensitive, such as an ID number: withheld or disclosed as `sensitive` is, or
   * as any other document.
   */
  readonly sensitiveDocuments: 'as-sensitive' | 'as-document';
}

/** What must stand in the purpose that somebody gives, such as the number of the suit. */
export interface PurposeRule {
  /** Regular expression that must be found in it. */
  readonly names: string;
  /** What to name, in words. */
  readonly say: Exclude<Text, string>;
  readonly basis: readonly string[];
}

/** `own`: filed by the person who asks. */
export type MaterialKind = 'own' | 'others';

/** Whether something is disclosed, and the provisions that it rests on. */
export interface DisclosureRule {
  readonly disclose: boolean;
  readonly basis: readonly string[];
}

/** The record that a part belongs to, before the person who asks. */
export interface PartPlace {
  /** Kind of its stream. */
  readonly kind: string;
  readonly record: Pick<LedgerRecord, 'seq' | 'type' | 'actor' | 'data'>;
  /** Absent: nobody in particular. */
  readonly person?: string | undefined;
  /** Documents of the case that were served on him, by id. */
  readonly served?: ReadonlySet<string>;
  /** What documents that say something sensitive count as. Absent: as what is sensitive. */
  readonly sensitiveDocuments?: DisclosureProfile['sensitiveDocuments'];
}

/**
 * What a part is to the person who asks. What nothing is known of counts as sensitive, so that it is withheld wherever
 * that is.
 *
 * @param definition of the case
 * @param value canonical text of the part
 */
export function partKind(definition: Definition, place: PartPlace, name: string, value: string): PartKind {
  const { kind, record } = place;
  if (kind === 'case' && isOwn(place)) return 'own';
  const act = record.data['act'];
  const known = knownPart(definition, kind, typeof act === 'string' ? act : undefined, name) ?? 'sensitive';
  if (known !== 'document') return known;
  if (isServed(place)) return 'served';
  if (place.sensitiveDocuments === 'as-document') return 'document';
  return saysSensitive(definition, name as 'document' | 'answers', value) ? 'sensitive' : 'document';
}

/** Whether the record issued a document that was served on the person who asks. */
function isServed({ record, served }: PartPlace): boolean {
  const papers = (record.data['papers'] ?? []) as readonly DocumentChange[];
  const issued = papers.filter(({ did }) => did === 'issued');
  return issued.length > 0 && issued.every(({ id }) => served?.has(id) === true);
}

/** Whether the asking person gave it: by his own act, or as the only party for whom the case was opened. */
export function isOwn({ record, person }: Pick<PartPlace, 'record' | 'person'>): boolean {
  if (person === undefined) return false;
  if (record.actor?.person === person) return true;
  const { parties } = (record.data['opened'] ?? {}) as {
    parties?: Readonly<Record<string, readonly string[]>>;
  };
  const all = Object.values(parties ?? {}).flat();
  return all.length > 0 && all.every((one) => one === person);
}
