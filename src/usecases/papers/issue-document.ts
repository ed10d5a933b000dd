import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { documentDigest } from '../../engine/audit/digest.js';
import { composeDocument, type Composition } from '../../engine/case/documents/compose.js';
import { decideIssue, mayIssue, type IssuePower } from '../../engine/case/documents/decide-documents.js';
import { today } from '../../engine/case/world.js';
import { Defect } from '../../engine/defect.js';
import type { ActAnswer } from '../cases/act-answer.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { Queries } from '../queries.js';
import { readCase } from '../cases/read-case.js';
import { workOnCase, type WishDecision, type WishPlace } from '../cases/work-on-case.js';
import { workEntry } from '../work/work-entry.js';
import { caseKnowledge } from './case-knowledge.js';
import { missingOfOrgan, numbered, registerOf } from './number-paper.js';
import type { PaperStore } from './paper-store.js';

/** Somebody issues 签发 a document that was ordered. */
export interface IssueRequest {
  readonly caseId: string;
  /** Id of the document in the case: `d1`. */
  readonly id: string;
  /** Answers to what its fields ask. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly by: Asker;
  /** `Idempotency-Key`. */
  readonly key: string;
  /** `If-Match`: the version the person saw. Absent: not checked. */
  readonly expectedVersion?: number;
}

/** What issuing and serving need beside the ports. */
export interface PaperTools {
  readonly papers: PaperStore;
  readonly queries: Pick<Queries, 'records'>;
}

/**
 * Issues a document: composes it from what is known of the case, takes the next number of its register, fixes its content
 * as the part `document` and its digests in the event. All in one append: a refused or failed issue takes no number. What
 * was issued never changes.
 */
export function issueDocument(
  ports: Ports,
  tools: PaperTools,
): (request: IssueRequest) => Promise<ActAnswer> {
  return async (request) => {
    const { caseId, id, answers, by, key, expectedVersion } = request;
    const asked = { act: 'document.issue', input: { document: id, answers } };
    const wish = {
      ...{ caseId, by, key, asked, hidden: true as const },
      ...(expectedVersion !== undefined && { expectedVersion }),
    };
    const work = (): Promise<ActAnswer> =>
      workOnCase(ports, wish, (place) => issue(ports, tools, request, place));
    const register = await expectedRegister(ports, request);
    return register ? tools.papers.inTurn(register, work) : work();
  };
}

/** The register in which the number will be taken, as far as can be told before the append: to wait for one's turn. */
async function expectedRegister(ports: Ports, { caseId, id }: IssueRequest) {
  const found = await readCase(ports, caseId);
  const { documents = {} } = found?.state ?? {};
  const name = Object.hasOwn(documents, id) ? documents[id]?.document : undefined;
  if (!found || name === undefined) return undefined;
  const { procedure, state, context } = found;
  const { index } = context.organisation;
  return registerOf(
    { definition: procedure.definition, index, unit: state.unit, on: today(context.world) },
    name,
  );
}

async function issue(
  ports: Ports,
  tools: PaperTools,
  { id, answers }: IssueRequest,
  place: WishPlace,
): Promise<WishDecision> {
  const { records, state, actor } = place;
  const { procedure, context } = records;
  const { world } = context;
  const allowed = mayIssue(procedure, state, { actor, id }, world);
  if (allowed.refused) return allowed;
  const on = today(world);
  const { definition } = procedure;
  const numbering = { definition, index: context.organisation.index, unit: state.unit, on };
  const composition = await composed(ports, tools, place, allowed, { id, answers });
  const lacking = missingOfOrgan(numbering, allowed.document);
  if (!composition.complete || lacking.length > 0) {
    const missing = [...lacking, ...(composition.complete ? [] : composition.missing)];
    const refused = decideIssue(procedure, state, { actor, id, answers, composed: { missing } }, world);
    if (refused.refused) return refused;
  }
  if (!composition.complete) throw new Defect('an incomplete document was not refused');
  const { document, paper } = await numbered(tools.papers, numbering, id, composition.document);
  const digest = documentDigest(canonicalJson(document), ports.hash);
  const { number } = document;
  const fixed = { ...digest, ...(number !== undefined && { number }) };
  const decision = decideIssue(procedure, state, { actor, id, answers, composed: fixed }, world);
  if (decision.refused) return decision;
  const parts = { document, ...(Object.keys(answers).length > 0 && { answers }) };
  const entry = workEntry(decision, actor, { issue: id }, parts);
  return { refused: false, entry: { ...entry, papers: [paper] } };
}

/** The document as it would go out now, without its number. */
async function composed(
  ports: Ports,
  { queries }: PaperTools,
  { records, state, actor }: WishPlace,
  { power }: IssuePower,
  wish: { readonly id: string; readonly answers: Readonly<Record<string, unknown>> },
): Promise<Composition> {
  const { definition } = records.procedure;
  const { organisation, world } = records.context;
  const known = await caseKnowledge(ports, queries, {
    ...{ caseId: records.head.stream, definition, state, index: organisation.index },
    officer: { person: actor.person, post: power.post },
  });
  return composeDocument(definition, state, { ...wish, on: today(world) }, known, world.calendar);
}
