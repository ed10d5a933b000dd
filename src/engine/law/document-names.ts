import type { Definition, DocumentDefinition } from './definition.js';
import type { DocumentField } from './document-definition.js';
import type { FeelNames } from './feel/feel-names.js';
import { standingFields } from './stream-definition.js';

/** What is known of a clock: `clocks.<clock>.<name>`. */
export const CLOCK_NAMES = [
  'from',
  'dueOn',
  'promisedDueOn',
  'notBefore',
  'term',
  'promised',
  'originalDueOn',
  'extendedBy',
  'ground',
  'lapsedOn',
] as const;

/** What is known of a document of the case: `papers.<document>.<name>`, of the latest of its kind. */
export const PAPER_NAMES = ['number', 'orderedOn', 'issuedOn', 'servedOn', 'sha256'] as const;

/** What is known beside the procedure, by first name. */
export const KNOWN_NAMES = {
  case: ['subject', 'receipt', 'number'],
  organ: ['name', 'codeWord', 'address', 'phone', 'reconsideration', 'court', 'website'],
  officer: ['name', 'post'],
  order: ['act', 'on', 'minute', 'by', 'post'],
  lapse: ['clock', 'title', 'from', 'dueOn', 'effectiveOn'],
  document: ['title', 'basis', 'to'],
} as const;

/** First names that mean something to the fields of documents, so that no fact of such a procedure may begin with them. */
export const DOCUMENT_ROOTS: readonly string[] = [
  ...Object.keys(KNOWN_NAMES),
  ...[
    'clocks',
    'inputs',
    'done',
    'ask',
    'names',
    'addressee',
    'papers',
    'form',
    'service',
    'today',
    'streams',
  ],
];

/** Every name that the fields of a document may read (see `engine/case/documents/document-scope.ts`). */
export function documentNames(definition: Definition, document: DocumentDefinition): FeelNames {
  const names = new Set<string>([...Object.keys(definition.facts), 'addressee', 'today', 'service']);
  const open = new Set<string>(['service']);
  const opened = (name: string) => {
    names.add(name);
    open.add(name);
  };
  for (const [root, parts] of Object.entries(KNOWN_NAMES))
    for (const part of parts) names.add(`${root}.${part}`);
  for (const milestone of Object.keys(definition.milestones)) names.add(`days.${milestone}`);
  for (const clock of Object.keys(definition.clocks))
    for (const part of CLOCK_NAMES) names.add(`clocks.${clock}.${part}`);
  for (const paper of Object.keys(definition.documents))
    for (const part of PAPER_NAMES) names.add(`papers.${paper}.${part}`);
  for (const [act, { input }] of Object.entries(definition.acts)) {
    names.add(`performed.${act}`);
    opened(`done.${act}`);
    for (const name of Object.keys(input ?? {})) opened(`inputs.${act}.${name}`);
  }
  for (const [stream, { kind }] of Object.entries(
    orderedByLapse(definition, document) ? {} : (definition.streams ?? {}),
  ))
    for (const field of Object.keys(standingFields(kind))) names.add(`streams.${stream}.${field}`);
  for (const [post, { kind }] of Object.entries(definition.posts))
    if (kind === 'party') names.add(`names.${post}`);
  for (const field of Object.keys(definition.form ?? {})) opened(`form.${field}`);
  for (const [field, { ask }] of Object.entries(fieldsFor(definition, document)))
    if (ask !== undefined) opened(`ask.${field}`);
  return { names, open };
}

/** A lapse looks at nothing: what it orders cannot tell how what goes on beside the case stood. */
function orderedByLapse({ documents, clocks }: Definition, document: DocumentDefinition): boolean {
  return Object.values(clocks).some(({ onLapse }) => {
    const name = onLapse?.serve;
    return name !== undefined && documents[name] === document;
  });
}

/** The document's own fields and, when it goes out to somebody, those of every outward document. */
export function fieldsFor(
  { outward }: Pick<Definition, 'outward'>,
  { fields, to }: DocumentDefinition,
): Readonly<Record<string, DocumentField>> {
  const own = isFieldMap(fields) ? fields : {};
  return to === undefined ? own : { ...outward?.fields, ...own };
}

/** Whether the fields say where each comes from; else they are only named. */
export function isFieldMap(
  fields: DocumentDefinition['fields'],
): fields is Readonly<Record<string, DocumentField>> {
  return fields !== undefined && !Array.isArray(fields);
}

/** The expressions of a field in the order in which they are tried. */
export function sourcesOf({ from }: DocumentField): readonly string[] {
  if (from === undefined) return [];
  return typeof from === 'string' ? [from] : from;
}

/** The act's posts, those who pause or extend by it included: who may issue what nobody else is named for. */
export function issuersOf(definition: Definition, name: string): readonly string[] {
  const { issuedBy } = definition.documents[name] ?? {};
  if (issuedBy !== undefined) return typeof issuedBy === 'string' ? [issuedBy] : issuedBy;
  const ordering = Object.values(definition.acts).filter(
    ({ serve, suspends, extends: extended }) =>
      listOf(serve).includes(name) ||
      (suspends && definition.clocks[suspends.clock]?.suspend?.serve === name) ||
      (extended !== undefined && extensionServes(definition, extended, name)),
  );
  return [...new Set(ordering.flatMap(({ by }) => listOf(by)))];
}

function extensionServes(definition: Definition, clock: string, name: string): boolean {
  const { extend, alternatives = [] } = definition.clocks[clock] ?? {};
  return [extend, ...alternatives.map((one) => one.extend)].some((rule) => rule?.serve === name);
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
