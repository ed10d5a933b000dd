import type { Definition } from '../../law/definition.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { CaseState } from '../case-state.js';
import { actorInPosts } from '../command.js';
import { composeDocument, documentNumber, type Composition } from '../documents/compose.js';
import type { ComposedDocument } from '../documents/composed-document.js';
import { decideIssue, mayIssue } from '../documents/decide-documents.js';
import type { DocumentKnowledge, OrganParticulars, PerformedAct } from '../documents/document-scope.js';
import { titleOf } from '../power/power-wish.js';
import { refusal } from '../refusal.js';
import type { Scenario, ScenarioStep, StepOutcome } from './scenario-step.js';
import type { World } from '../world.js';

/** The invented organ in whose name worked cases issue their documents. */
export const SAMPLE_ORGAN: OrganParticulars = {
  name: '云岭市行政审批局',
  codeWord: '云审批',
  address: '云岭市中心大道8号市政务服务中心',
  phone: '0999-66000108',
  reconsideration: '云岭市人民政府',
  court: '云岭市中心区人民法院',
  website: 'https://www.yunling.example',
};

/** Receipt number of a worked case. */
const RECEIPT = '202600000001';

/** A worked case has no ledger in which the content of a document would be found again. */
export const NO_DIGEST = { sha256: '0'.repeat(64), sm3: '0'.repeat(64) };

/** Plays the issue of a document: the oldest of that name that was ordered and not yet issued. */
export function playIssue(
  procedure: CompiledProcedure,
  scenario: Scenario,
  step: ScenarioStep,
  { state, acts }: { readonly state: CaseState | null; readonly acts: readonly PerformedAct[] },
  world: World,
): Pick<StepOutcome, 'event' | 'basis' | 'refusal' | 'issued' | 'state'> {
  if (!state) return { refusal: refusal('document-not-ordered', procedure, state, []), state };
  const { definition } = procedure;
  const person = step.by ?? '';
  const actor = actorInPosts(person, scenario.people?.[person]?.posts ?? []);
  const id = orderedAs(state, step.issue ?? '');
  const allowed = mayIssue(procedure, state, { actor, id }, world);
  if (allowed.refused) return { refusal: allowed, state };
  const answers = step.ask ?? {};
  const post = titleOf(definition, allowed.power.post, 'zh');
  const known = knowledge(scenario, state, acts, { name: nameOf(scenario, person), post });
  const composition = composeDocument(definition, state, { id, answers, on: step.on }, known, world.calendar);
  const composed = composition.complete ? numbered(definition, state, composition) : undefined;
  const number = composed?.number;
  const content = composition.complete
    ? { ...NO_DIGEST, ...(number !== undefined && { number }) }
    : { missing: composition.missing };
  const answer = decideIssue(procedure, state, { actor, id, answers, composed: content }, world);
  if (answer.refused) return { refusal: answer, state };
  const { event, basis, state: after } = answer;
  return { event, basis, state: after, ...(composed && { issued: composed }) };
}

/** What everybody in a worked case is called in documents. */
export function nameOf({ people }: Pick<Scenario, 'people'>, person: string): string {
  return people?.[person]?.name ?? person;
}

function orderedAs(state: CaseState, name: string): string {
  const found = Object.entries(state.documents ?? {}).find(
    ([, { document, issued }]) => document === name && !issued,
  );
  const any = Object.entries(state.documents ?? {}).findLast(([, { document }]) => document === name);
  return found?.[0] ?? any?.[0] ?? name;
}

/** What is known of a worked case. */
export function knowledge(
  scenario: Scenario,
  state: CaseState,
  acts: readonly PerformedAct[],
  officer: DocumentKnowledge['officer'],
): DocumentKnowledge {
  const names = Object.entries(state.parties).map(
    ([post, persons]) => [post, persons.map((person) => nameOf(scenario, person))] as const,
  );
  return {
    acts,
    case: { subject: scenario.subject ?? scenario.title, receipt: RECEIPT, number: RECEIPT },
    names: Object.fromEntries(names),
    organ: SAMPLE_ORGAN,
    officer,
  };
}

function numbered(
  definition: Definition,
  state: CaseState,
  { document }: Composition & { complete: true },
): ComposedDocument {
  const register = definition.documents[document.document]?.register;
  if (register === undefined) return document;
  const year = Number(document.on.slice(0, 4));
  const start = `${SAMPLE_ORGAN.codeWord}${register}〔${year}〕`;
  const before = Object.values(state.documents ?? {}).filter(({ issued }) =>
    issued?.number?.startsWith(start),
  );
  return { ...document, number: documentNumber(SAMPLE_ORGAN.codeWord, register, year, before.length + 1) };
}
