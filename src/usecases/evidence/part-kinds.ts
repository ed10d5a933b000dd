import type { Definition } from '../../engine/law/definition.js';
import type { StreamKindName } from '../../engine/law/stream-definition.js';
import type { StreamKind } from '../ports.js';
import { partClass } from '../reading/part-class.js';

/** What a part of a record is, as far as handing it out is concerned. */
export const PART_KINDS = [
  /** What the person who asks gave himself. */
  'own',
  /** Words that were made public as they stand. */
  'published',
  /** Inputs of acts that are declared not to be personal. */
  'plain',
  /** Documents 文书 that were served on the person who asks, and what they were asked for. */
  'served',
  /** All other issued documents: internal ones, and those that are for somebody else; unless they say what is sensitive. */
  'document',
  /** Opinions, signatures under them, meetings, panels, drafts: 内部意见, 讨论记录. */
  'deliberation',
  'personal',
  'sensitive',
] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** Streams of which a bundle discloses parts. */
export type DisclosedStream = StreamKindName | 'case';

/**
 * Every part that the product writes into such a stream, by its name, with what it is (the grounds are in
 * workflows/disclosure/README.md). `*` stands for a number in a consultation. In cases `input.*` and `field.*` are what
 * the definition declares them to be: `declared`.
 */
export const KNOWN_PARTS: Readonly<Record<DisclosedStream, Readonly<Record<string, PartKind | 'declared'>>>> =
  {
    case: {
      ...{ input: 'plain', 'input.*': 'declared', 'field.*': 'declared' },
      ...{ subject: 'personal', 'applicant.name': 'personal', file: 'personal', from: 'personal' },
      ...{ document: 'document', answers: 'document', service: 'sensitive' },
      ...{ opinion: 'deliberation', signature: 'deliberation', reason: 'deliberation' },
      ...{ fields: 'personal', purpose: 'deliberation', asked: 'deliberation', attempt: 'sensitive' },
    },
    draft: {
      ...{ draft: 'deliberation', reason: 'deliberation', attempt: 'sensitive' },
      ...{ text: 'deliberation', quote: 'deliberation', suggestion: 'deliberation' },
    },
    consultation: {
      ...{ notice: 'published', 'comments.*': 'personal', 'authors.*': 'personal', masked: 'personal' },
      ...{ title: 'deliberation', reason: 'deliberation', attempt: 'sensitive' },
    },
    panel: {
      ...{ pool: 'deliberation', promise: 'deliberation', statement: 'personal' },
      ...{ opinion: 'deliberation', reason: 'deliberation', attempt: 'sensitive' },
    },
    meeting: {
      ...{ place: 'deliberation', observers: 'personal', text: 'deliberation', reason: 'deliberation' },
      ...{ correction: 'deliberation', record: 'deliberation', summary: 'deliberation' },
      ...{ what: 'deliberation', report: 'deliberation', attempt: 'sensitive' },
    },
  };

/** Streams that no bundle holds but for single records without parts: who works where, accounts, the installation's own. */
export const UNDISCLOSED_STREAMS: readonly Exclude<StreamKind, DisclosedStream>[] = [
  ...(['installation', 'organisation', 'calendar', 'procedures', 'webhooks'] as const),
  ...(['log', 'audit', 'certificates', 'account', 'redaction', 'privacy'] as const),
];

/**
 * What a part is by its name. Undefined: the product writes no such part into such a stream.
 *
 * @param act of its record, if the definition knows it
 */
export function knownPart(
  definition: Definition,
  kind: string,
  act: string | undefined,
  name: string,
): PartKind | undefined {
  if (!Object.hasOwn(KNOWN_PARTS, kind)) return undefined;
  const known = KNOWN_PARTS[kind as DisclosedStream];
  const found = Object.hasOwn(known, name) ? known[name] : known[patternOf(kind, name)];
  if (found !== 'declared') return found;
  const declared = partClass(definition, act, name);
  return declared === 'sensitive' ? 'sensitive' : declared === 'personal' ? 'personal' : 'plain';
}

/** The name with a star in the place of what is not the product's: a declared name, the number of a comment. */
function patternOf(kind: string, name: string): string {
  const own = kind === 'case' ? /^(input|field)\../ : /^(comments|authors)\.(?=\d+$)/;
  return `${own.exec(name)?.[1] ?? ''}.*`;
}
