import type { CivilDate } from '../../clock/time.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { CaseState } from '../case-state.js';
import { actorInPosts } from '../command.js';
import { composeDocument, type Composition } from '../documents/compose.js';
import { decideService, incompleteProof, proofId, type ServiceProof } from '../documents/decide-service.js';
import type { PerformedAct } from '../documents/document-scope.js';
import { lawfulService, type LawfulService, type ServiceCommand } from '../documents/lawful-service.js';
import { serviceKnowledge } from '../documents/service-knowledge.js';
import { titleOf } from '../power/power-wish.js';
import { refusal } from '../refusal.js';
import { knowledge, nameOf, NO_DIGEST } from './scenario-office.js';
import type { Scenario, ScenarioService, ScenarioStep, StepOutcome } from './scenario-step.js';
import type { World } from '../world.js';

interface ScenarioPlace {
  readonly state: CaseState | null;
  readonly acts: readonly PerformedAct[];
}

/**
 * Plays a service. A document that was ordered and whose issue the worked case does not show counts as issued that day.
 * What the step issues is the proof of service 送达回证.
 */
export function playService(
  procedure: CompiledProcedure,
  scenario: Scenario,
  step: ScenarioStep & { readonly serve: ScenarioService },
  place: ScenarioPlace,
  world: World,
): Pick<StepOutcome, 'event' | 'basis' | 'refusal' | 'issued' | 'state'> {
  const { serve, by: person = '' } = step;
  const { state: before } = place;
  if (!before) return { refusal: refusal('document-not-ordered', procedure, before, []), state: before };
  const id = unserved(before, serve.document);
  const on = serve.on ?? step.on;
  const state = asIssued(before, id, on);
  const command: ServiceCommand = {
    ...{ actor: actorInPosts(person, scenario.people?.[person]?.posts ?? []), id, on },
    mode: serve.mode ?? 'service.direct',
    input: serve.input ?? personally(procedure, scenario, state, id),
    ...(serve.to !== undefined && { to: serve.to }),
    ...(serve.failed && { failed: true }),
  };
  const lawful = lawfulService(procedure, state, command, world);
  if (lawful.refused) return { refusal: lawful, state: before };
  const composition = proofOf(
    procedure,
    scenario,
    { ...place, state },
    { command, lawful, today: step.on },
    world,
  );
  if (composition?.complete === false) {
    const receipt = lawful.mode.receipt ?? '';
    return { refusal: incompleteProof(procedure, before, receipt, composition.missing), state: before };
  }
  const composed = composition?.document;
  const proof: ServiceProof | undefined = composed && {
    document: composed.document,
    issued: { on: step.on, ...NO_DIGEST },
  };
  const answer = decideService(procedure, state, command, world, proof);
  if (answer.refused) return { refusal: answer, state: before };
  const { event, basis, state: after } = answer;
  return { event, basis, state: after, ...(composed && { issued: composed }) };
}

function unserved({ documents = {} }: CaseState, name: string): string {
  const alike = Object.entries(documents).filter(([, { document }]) => document === name);
  const found = alike.find(([, { servedOn }]) => servedOn === undefined) ?? alike.at(-1);
  return found?.[0] ?? name;
}

function asIssued(state: CaseState, id: string, on: CivilDate): CaseState {
  const document = state.documents?.[id];
  if (!document || document.issued) return state;
  return { ...state, documents: { ...state.documents, [id]: { ...document, issued: { on, ...NO_DIGEST } } } };
}

function personally(
  { definition }: CompiledProcedure,
  scenario: Scenario,
  state: CaseState,
  id: string,
): Readonly<Record<string, unknown>> {
  const document = state.documents?.[id]?.document ?? '';
  const [person] = state.parties[definition.documents[document]?.to ?? ''] ?? [];
  const receiver = person === undefined ? '受送达人' : nameOf(scenario, person);
  return { place: '市政务服务中心', receiver, relation: '本人' };
}

function proofOf(
  procedure: CompiledProcedure,
  scenario: Scenario,
  { state, acts }: ScenarioPlace & { readonly state: CaseState },
  { command, lawful, today }: ServedNow,
  world: World,
): Composition | undefined {
  const { receipt } = lawful.mode;
  if (receipt === undefined || command.failed) return undefined;
  const { definition } = procedure;
  const id = proofId(state);
  const order = { document: receipt, orderedOn: command.on };
  const ordered = { ...state, documents: { ...state.documents, [id]: order } };
  const { post } = lawful.power;
  const officer = { name: nameOf(scenario, command.actor.person), post: titleOf(definition, post, 'zh') };
  const known = knowledge(scenario, state, acts, officer);
  const { to } = lawful.service;
  const addressee = known.names[to]?.join('、') ?? nameOf(scenario, to);
  const service = serviceKnowledge(definition, state, command, lawful, addressee);
  const wish = { id, answers: {}, on: today };
  return composeDocument(definition, ordered, wish, { ...known, service }, world.calendar);
}

interface ServedNow {
  readonly command: ServiceCommand;
  readonly lawful: LawfulService;
  readonly today: CivilDate;
}
