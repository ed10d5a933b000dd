import type { CaseEvent } from '../../engine/case/case-event.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { titleOf } from '../../engine/case/power/power-wish.js';
import type { DocumentKnowledge, PerformedAct } from '../../engine/case/documents/document-scope.js';
import { receiptOf } from '../../engine/case/receipt.js';
import { localDateTimeOf } from '../../engine/clock/civil-date.js';
import type { Definition } from '../../engine/law/definition.js';
import { speakingOrgan } from '../../engine/organisation/organ-particulars.js';
import type { OrganisationIndex } from '../../engine/organisation/organisation-index.js';
import type { Ports } from '../ports.js';
import type { Queries, RecordRow } from '../queries.js';
import { restrictedSources } from './restricted-sources.js';

/** The case and the person who issues, as far as documents speak of them. */
export interface KnowledgePlace {
  readonly caseId: string;
  readonly definition: Definition;
  readonly state: CaseState;
  readonly index: Pick<OrganisationIndex, 'organisation'>;
  /** Who issues or serves, and the post in which he does. */
  readonly officer: { readonly person: string; readonly post: string };
}

type KnowledgePorts = Pick<Ports, 'directory' | 'installation'>;

const PAGE = 200;

/** Everything known of a case that documents may say: acts with their inputs put back together, names, the organ. */
export async function caseKnowledge(
  ports: KnowledgePorts,
  queries: Pick<Queries, 'records'>,
  place: KnowledgePlace,
): Promise<DocumentKnowledge> {
  const { caseId, definition, state, index, officer } = place;
  const rows = await allRecords(queries, caseId);
  const people = new Set([officer.person, ...Object.values(state.parties).flat(), ...rows.flatMap(actorOf)]);
  const names = await ports.directory.names([...people]);
  const opening = rows[0]?.parts ?? {};
  const { subject } = opening;
  const restricted = restrictedSources(definition, rows);
  const receipt = receiptOf(caseId);
  return {
    acts: rows.flatMap((row) => performedAct(definition, row, names, ports.installation.zone)),
    case: {
      ...(typeof subject === 'string' && { subject }),
      ...(receipt !== undefined && { receipt }),
      number: caseId,
    },
    names: namesByPost(definition, state, names, opening['applicant.name']),
    organ: organOf(index, state.unit),
    officer: {
      name: names.get(officer.person) ?? officer.person,
      post: titleOf(definition, officer.post, 'zh'),
    },
    form: formValues(rows),
    ...(restricted.length > 0 && { restricted }),
  };
}

async function allRecords(queries: Pick<Queries, 'records'>, caseId: string): Promise<readonly RecordRow[]> {
  const rows: RecordRow[] = [];
  for (;;) {
    const last = rows.at(-1)?.seq;
    const page = await queries.records(caseId, {
      limit: PAGE,
      ...(last !== undefined && { afterSeq: last }),
    });
    rows.push(...page.items);
    if (!page.hasMore) return rows;
  }
}

function actorOf({ record }: RecordRow): readonly string[] {
  return record.actor ? [record.actor.person] : [];
}

function performedAct(
  definition: Definition,
  { record, parts }: RecordRow,
  names: ReadonlyMap<string, string>,
  zone: string,
): readonly PerformedAct[] {
  const { cause, act, on, post, seen } = record.data as unknown as CaseEvent;
  if (cause !== 'act' || act === undefined) return [];
  const person = record.actor?.person ?? '';
  return [
    {
      act,
      on,
      at: localDateTimeOf(record.recordedAt, zone),
      by: names.get(person) ?? person,
      post: post === undefined ? '' : titleOf(definition, post, 'zh'),
      input: wholeInput(parts),
      ...(seen && { seen }),
    },
  ];
}

const OWN_PART = 'input.';

/** The input as it was given: personal values are parts of their own. What was erased is not there. */
function wholeInput(parts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { input } = parts;
  const personal = Object.entries(parts)
    .filter(([name]) => name.startsWith(OWN_PART))
    .map(([name, value]) => [name.slice(OWN_PART.length), value]);
  const rest = typeof input === 'object' && input !== null ? input : {};
  return { ...rest, ...Object.fromEntries(personal) };
}

const FIELD_PART = 'field.';

/** The latest value of each field of the form. */
function formValues(rows: readonly RecordRow[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    rows.flatMap(({ parts }) =>
      Object.entries(parts)
        .filter(([name]) => name.startsWith(FIELD_PART))
        .map(([name, value]) => [name.slice(FIELD_PART.length), value] as const),
    ),
  );
}

/** Names of the parties by post. Who filed without an account is known by the name that he gave. */
function namesByPost(
  definition: Definition,
  { parties }: CaseState,
  names: ReadonlyMap<string, string>,
  given: unknown,
): DocumentKnowledge['names'] {
  const posts = Object.keys(definition.posts).filter((post) => definition.posts[post]?.kind === 'party');
  return Object.fromEntries(
    posts.map((post, index) => {
      const known = (parties[post] ?? []).map((person) => names.get(person) ?? person);
      // The applicant is the first party of the definition: a case is opened with him (see open-case.ts).
      if (index > 0 || typeof given !== 'string') return [post, known];
      return [post, [given, ...known.slice(1)]];
    }),
  );
}

function organOf(index: KnowledgePlace['index'], unit: string): DocumentKnowledge['organ'] {
  const organ = speakingOrgan(index, unit);
  const { codeWord = '', specialSeal: _seal, ...particulars } = organ?.particulars ?? {};
  return { name: organ?.title ?? '', codeWord, ...particulars };
}
