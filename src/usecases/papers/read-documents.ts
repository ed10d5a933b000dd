import type { ComposedDocument } from '../../engine/case/documents/composed-document.js';
import { composeDocument, type MissingField } from '../../engine/case/documents/compose.js';
import { mayIssue } from '../../engine/case/documents/decide-documents.js';
import type { DocumentState } from '../../engine/case/documents/document-state.js';
import type { DocumentKnowledge } from '../../engine/case/documents/document-scope.js';
import { handlingPower } from '../../engine/case/documents/handling-power.js';
import { today } from '../../engine/case/world.js';
import type { DocumentDefinition } from '../../engine/law/definition.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { LawfulCaseFor } from '../cases/read-case.js';
import { knownCase } from '../reading/known-case.js';
import { isAddressee } from '../reading/party-documents.js';
import { caseKnowledge } from './case-knowledge.js';
import type { PaperTools } from './issue-document.js';
import { missingOfOrgan } from './number-paper.js';
import type { PaperRow } from './paper-store.js';

/** A document of a case as somebody may know of it. */
export interface KnownDocument {
  readonly id: string;
  readonly order: DocumentState;
  readonly definition: DocumentDefinition;
  /** Once it is issued. */
  readonly row?: PaperRow;
  /** Whether he sees what it says: he handles it, or it is for him. */
  readonly open: boolean;
  /** Whether he may issue it now. */
  readonly mayIssue: boolean;
  /** To whoever may issue it: the fields that are still missing. */
  readonly missing?: readonly MissingField[];
}

/** A document with what it says. */
export interface ReadDocument extends KnownDocument {
  /** Undefined: hidden from him, not complete yet, or erased. Of what has not been issued it is a preview. */
  readonly content?: ComposedDocument;
}

/** The documents of a case that a person may know of, with the case. Undefined: there is no such case to him. */
export function listDocuments(
  ports: Ports,
  tools: PaperTools,
): (
  caseId: string,
  by: Asker,
) => Promise<{ readonly found: LawfulCaseFor; readonly documents: readonly KnownDocument[] } | undefined> {
  return async (caseId, by) => {
    const found = await knownCase(ports, caseId, by);
    if (!found) return undefined;
    const reader = await readerOf(ports, tools, caseId, found);
    const documents = Object.entries(found.state.documents ?? {}).filter(([, order]) => isHis(found, order));
    return { found, documents: documents.map(([id, order]) => reader.known(id, order)) };
  };
}

/**
 * One document with what it says. What has not been issued is shown, composed as it would go out now, to those who may
 * issue it. Undefined: there is no such document to him.
 */
export function readDocument(
  ports: Ports,
  tools: PaperTools,
): (caseId: string, id: string, by: Asker) => Promise<ReadDocument | undefined> {
  return async (caseId, id, by) => {
    const found = await knownCase(ports, caseId, by);
    const { documents = {} } = found?.state ?? {};
    const order = Object.hasOwn(documents, id) ? documents[id] : undefined;
    if (!found || !order || !isHis(found, order)) return undefined;
    const reader = await readerOf(ports, tools, caseId, found);
    const known = reader.known(id, order);
    if (!known.open) return known;
    const content = known.row ? await contentOf(tools, known.row) : reader.preview(id);
    return { ...known, ...(content && { content }) };
  };
}

/** Officers who may read the case know of all of its documents; parties of those that are for them. */
function isHis({ state, actor, procedure }: LawfulCaseFor, order: DocumentState): boolean {
  if (!Object.values(state.parties).some((persons) => persons.includes(actor.person))) return true;
  return (
    order.issued !== undefined &&
    isAddressee(procedure.definition.documents[order.document], state, actor.person)
  );
}

interface Reader {
  known(id: string, order: DocumentState): KnownDocument;
  preview(id: string): ComposedDocument | undefined;
}

async function readerOf(
  ports: Ports,
  tools: PaperTools,
  caseId: string,
  found: LawfulCaseFor,
): Promise<Reader> {
  const { procedure, state, actor, context } = found;
  const { definition } = procedure;
  const { world, organisation } = context;
  const rows = new Map((await tools.papers.ofCase(caseId)).map((row) => [row.id, row]));
  const waiting = Object.values(state.documents ?? {}).some(({ issued }) => !issued);
  const knowledge = waiting ? await knowledgeFor(ports, tools, caseId, found) : undefined;
  const compose = (id: string): ReturnType<typeof composeDocument> | undefined =>
    knowledge &&
    composeDocument(definition, state, { id, answers: {}, on: today(world) }, knowledge, world.calendar);
  const place = { definition, index: organisation.index, unit: state.unit, on: today(world) };
  return {
    known: (id, order) => {
      const document = definition.documents[order.document] as DocumentDefinition;
      const row = rows.get(id);
      const modes = Object.values(definition.service ?? {});
      const handles = !('unmet' in handlingPower(definition, state, order, modes, actor, world));
      const issues = !mayIssue(procedure, state, { actor, id }, world).refused;
      const composition = issues ? compose(id) : undefined;
      const lacking = missingOfOrgan(place, order.document);
      const missing = composition && [...lacking, ...(composition.complete ? [] : composition.missing)];
      return {
        ...{ id, order, definition: document, mayIssue: issues },
        open: handles || (order.issued !== undefined && isAddressee(document, state, actor.person)),
        ...(row && { row }),
        ...(missing && { missing }),
      };
    },
    preview: (id) => {
      const composition = compose(id);
      return composition?.complete ? composition.document : undefined;
    },
  };
}

function knowledgeFor(
  ports: Ports,
  { queries }: PaperTools,
  caseId: string,
  { procedure, state, actor, context }: LawfulCaseFor,
): Promise<DocumentKnowledge> {
  const { index } = context.organisation;
  const officer = { person: actor.person, post: actor.capacities[0]?.post ?? '' };
  return caseKnowledge(ports, queries, { caseId, definition: procedure.definition, state, index, officer });
}

/** The content as it was fixed; undefined when the part has been erased. */
async function contentOf(
  { queries }: PaperTools,
  { caseId, seq }: PaperRow,
): Promise<ComposedDocument | undefined> {
  const page = { limit: 1, ...(seq > 0 && { afterSeq: seq - 1 }) };
  const [record] = (await queries.records(caseId, page)).items;
  return record?.seq === seq ? (record.parts['document'] as ComposedDocument | undefined) : undefined;
}
