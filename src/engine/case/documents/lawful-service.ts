import { calculateDeadline, isDeadlineProblem } from '../../clock/deadline-calculation.js';
import type { CivilDate } from '../../clock/time.js';
import { Defect } from '../../defect.js';
import type { ActDefinition, Definition, DocumentDefinition } from '../../law/definition.js';
import type { ServiceDefinition } from '../../law/document-definition.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { basisList } from '../basis-list.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import { guardScope, withNames } from '../feel-scope.js';
import type { GrantedPower } from '../power/power.js';
import { refusal, type Refusal, type RefusalCode, type Unmet } from '../refusal.js';
import { readsInput, unmetRequirement } from '../requirements.js';
import { today, type World } from '../world.js';
import type { DocumentService, DocumentState, IssuedDocument } from './document-state.js';
import { handlingPower } from './handling-power.js';

/** What somebody tells of one act of service 送达. */
export interface ServiceCommand {
  readonly actor: Actor;
  /** Id of the document: `d1`. */
  readonly id: string;
  /** Name of the mode in the definition's `service`. */
  readonly mode: string;
  /** Pseudonym of a party, or a party post. Absent: the post that the document is for. */
  readonly to?: string;
  /** Day of the act of service: handed over, left, day on the return receipt, arrived in the system, published. */
  readonly on: CivilDate;
  /** What the mode wants told of it. Not looked at when the attempt failed. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The attempt failed: nobody was found, the mail came back. Why is told in a part. */
  readonly failed?: true;
}

/** A service that the law allows, before its proof is made. */
export interface LawfulService {
  readonly refused: false;
  readonly mode: ServiceDefinition;
  readonly power: GrantedPower;
  readonly service: DocumentService;
}

/**
 * Whether the law allows a service as it is told, and on which day it takes effect. Everything that stands against it is
 * named at once. An ended case is no bar: what ended it must still be served.
 */
export function lawfulService(
  procedure: CompiledProcedure,
  state: CaseState,
  command: ServiceCommand,
  world: World,
): LawfulService | Refusal {
  const { definition } = procedure;
  const order = Object.hasOwn(state.documents ?? {}, command.id) ? state.documents?.[command.id] : undefined;
  const document = order && definition.documents[order.document];
  if (!order || !document) return refusal('document-not-ordered', procedure, state, []);
  const obstacle = obstacleTo(state, order, document);
  if (obstacle) return refusal(obstacle, procedure, state, basisList(document.basis));
  const modes = definition.service ?? {};
  const mode = Object.hasOwn(modes, command.mode) ? modes[command.mode] : undefined;
  if (!mode) return refusal('service-mode-unknown', procedure, state, basisList(document.basis));
  const power = handlingPower(definition, state, order, [mode], command.actor, world);
  const unmet: Unmet[] = [
    ...('unmet' in power ? power.unmet : []),
    ...unlawfulDay(order.issued as IssuedDocument, mode, command, world),
    ...unknownAddressee(definition, state, mode, command),
    ...(command.failed ? [] : unmetOfMode(definition, state, order, mode, command, world)),
  ];
  if ('unmet' in power || unmet.length > 0) {
    return refusal(unmet[0]?.code ?? 'requirement-unmet', procedure, state, [], unmet);
  }
  return { refused: false, mode, power, service: serviceOf(definition, document, mode, command, world) };
}

function obstacleTo(
  state: CaseState,
  { issued }: DocumentState,
  { to, served }: DocumentDefinition,
): RefusalCode | undefined {
  // What was opened by mistake never had an effect, and sends nothing out.
  if (state.outcome === 'voided') return 'case-ended';
  if (to === undefined && served === undefined) return 'document-not-for-service';
  return issued ? undefined : 'document-not-issued';
}

/** Nothing is served before it was issued, and nobody can record what has not happened yet. */
function unlawfulDay(
  issued: IssuedDocument,
  mode: ServiceDefinition,
  { on }: ServiceCommand,
  world: World,
): readonly Unmet[] {
  const say =
    on > today(world)
      ? { zh: '送达日期不得晚于今日', en: 'the day of service may not lie in the future' }
      : on < issued.on
        ? {
            zh: `送达日期不得早于文书签发之日（${issued.on}）`,
            en: `the day of service may not lie before the day of issue (${issued.on})`,
          }
        : undefined;
  return say ? [{ code: 'day-not-allowed', basis: basisList(mode.basis), at: '/on', say }] : [];
}

function unknownAddressee(
  definition: Definition,
  state: CaseState,
  mode: ServiceDefinition,
  { to }: ServiceCommand,
): readonly Unmet[] {
  if (to === undefined || definition.posts[to]?.kind === 'party') return [];
  if (Object.values(state.parties).some((persons) => persons.includes(to))) return [];
  const say = { zh: '受送达人不是本案当事人', en: 'the addressee is no party to the case' };
  return [{ code: 'invalid-input', basis: basisList(mode.basis), at: '/to', say }];
}

/** What the mode wants told, and what it requires of it. */
function unmetOfMode(
  definition: Definition,
  state: CaseState,
  { services = [] }: DocumentState,
  mode: ServiceDefinition,
  { actor, input, on }: ServiceCommand,
  world: World,
): readonly Unmet[] {
  const problems = world.checkInput(told(mode), input);
  const given = problems.length === 0 ? input : {};
  const declared = Object.fromEntries(
    Object.keys(mode.input ?? {}).map((name) => [name, given[name] ?? null]),
  );
  const scope = withNames(guardScope(definition, state), {
    input: declared,
    attempts: { failed: services.filter(({ effectiveOn }) => effectiveOn === undefined).length },
    actor: { person: actor.person, post: '' },
  });
  const context = { definition, state, scope, on, world };
  return [
    ...problems.map(({ at, say }): Unmet => ({
      code: 'invalid-input',
      say,
      basis: basisList(mode.basis),
      at: `/input${at}`,
    })),
    ...(mode.requires ?? [])
      .filter((requirement) => problems.length === 0 || !readsInput(requirement))
      .map((requirement) => unmetRequirement(requirement, context))
      .filter((found) => found !== undefined),
  ];
}

const asActs = new WeakMap<ServiceDefinition, ActDefinition>();

/** A mode of service as its input is checked: one object for each mode, so that its schema is compiled once. */
function told(mode: ServiceDefinition): ActDefinition {
  const known = asActs.get(mode);
  if (known) return known;
  const { title, basis, input } = mode;
  const act: ActDefinition = { title, basis, event: 'document.served', by: [], ...(input && { input }) };
  asActs.set(mode, act);
  return act;
}

function serviceOf(
  definition: Definition,
  document: DocumentDefinition,
  mode: ServiceDefinition,
  { mode: name, to, on, failed }: ServiceCommand,
  world: World,
): DocumentService {
  const service = { mode: name, to: to ?? document.to ?? 'public', on };
  if (failed) return service;
  const effectiveOn = effectiveDay(definition, mode, on, world);
  // A term is over when its last day is.
  const pending = mode.after !== undefined && effectiveOn >= today(world);
  return { ...service, effectiveOn, ...(pending && { pending: true }) };
}

/**
 * 送达之日: the day of the act of service, or the last day of the term that must pass first. That term is counted like
 * any other under the definition's conventions (民诉法 85: a last day that is no working day rolls).
 */
function effectiveDay(
  definition: Definition,
  { after }: ServiceDefinition,
  on: CivilDate,
  { calendar }: Pick<World, 'calendar'>,
): CivilDate {
  if (after === undefined) return on;
  const conventions = { ...definition.conventions };
  const answer = calculateDeadline({ kind: 'ceiling', start: on, term: after, conventions }, calendar);
  if (isDeadlineProblem(answer) || answer.dueOn === undefined)
    throw new Defect('a term of service has no end');
  return answer.dueOn;
}
