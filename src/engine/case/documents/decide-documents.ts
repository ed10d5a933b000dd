import type { DigestPair } from '../../audit/record.js';
import type { ActDefinition, DocumentDefinition } from '../../law/definition.js';
import { fieldsFor, issuersOf } from '../../law/document-names.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { basisList } from '../basis-list.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import type { Decision } from '../decision.js';
import { evolve } from '../evolve.js';
import { powerFor, type GrantedPower } from '../power/power.js';
import { powerInEvent } from '../power/power-in-event.js';
import { refusal, type Refusal, type RefusalCode, type Unmet } from '../refusal.js';
import { today, type World } from '../world.js';
import type { MissingField } from './compose.js';
import type { DocumentState } from './document-state.js';

/** A person's wish to issue a document that was ordered. */
export interface IssueWish {
  readonly actor: Actor;
  /** Id of the document: `d1`. */
  readonly id: string;
}

/** The wish with what was composed: the digests of the content and its number, or the fields that are missing. */
export interface IssueCommand extends IssueWish {
  /** Answers to what the fields of the document ask, by field. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly composed:
    (DigestPair & { readonly number?: string }) | { readonly missing: readonly MissingField[] };
}

/** Who issues it, and which document of the definition it is. */
export interface IssuePower {
  readonly refused: false;
  readonly document: string;
  readonly power: GrantedPower;
}

/**
 * Whether a person may issue a document now, before anything is composed or numbered: it was ordered and not yet issued,
 * the work does not stand still, and he holds a post that issues it. That the case has ended is no bar: a refusal ends it,
 * and must go out.
 */
export function mayIssue(
  procedure: CompiledProcedure,
  state: CaseState,
  wish: IssueWish,
  world: World,
): IssuePower | Refusal {
  const { definition } = procedure;
  const order = Object.hasOwn(state.documents ?? {}, wish.id) ? state.documents?.[wish.id] : undefined;
  const document = order && definition.documents[order.document];
  if (!order || !document) return refusal('document-not-ordered', procedure, state, []);
  const basis = basisList(document.basis);
  const obstacle = obstacleTo(state, order);
  if (obstacle) return refusal(obstacle, procedure, state, basis);
  const power = powerFor(
    definition,
    {
      action: 'performAct',
      // A deputy for some acts may issue what these acts order.
      name: order.act ?? order.document,
      by: issuersOf(definition, order.document),
      separateFrom: [],
      basis: document.basis,
      title: document.title,
    },
    wish.actor,
    { ...state, status: 'open' },
    world,
  );
  if ('unmet' in power) {
    return refusal(power.unmet[0]?.code ?? 'power-missing', procedure, state, basis, power.unmet);
  }
  return { refused: false, document: order.document, power };
}

/**
 * Decides the issue of a composed document. What was issued never changes: a second wish for it is refused. Every
 * mandatory field that is missing is named, with the provision that asks for the document.
 */
export function decideIssue(
  procedure: CompiledProcedure,
  state: CaseState,
  command: IssueCommand,
  world: World,
): Decision | Refusal {
  const allowed = mayIssue(procedure, state, command, world);
  if (allowed.refused) return allowed;
  const { definition } = procedure;
  const document = definition.documents[allowed.document] as DocumentDefinition;
  const basis = basisList(document.basis);
  const { composed, answers } = command;
  const unmet: Unmet[] = world
    .checkInput(questionsOf(procedure, document), answers)
    .map(({ at, say }) => ({ code: 'invalid-input', say, basis, at }));
  if ('missing' in composed) unmet.push(...composed.missing.map((field) => unmetField(field, basis)));
  const [first] = unmet;
  if (first || 'missing' in composed) {
    return refusal(first?.code ?? 'document-field-missing', procedure, state, basis, unmet);
  }
  const on = today(world);
  const { number, sha256, sm3 } = composed;
  const issued = { on, ...(number !== undefined && { number }), sha256, sm3 };
  const event: CaseEvent = {
    type: 'document.issued',
    cause: 'document',
    power: powerInEvent(allowed.power),
    on,
    papers: [{ did: 'issued', id: command.id, issued }],
  };
  return { refused: false, event, effects: [], state: evolve(state, event, command.actor.person), basis };
}

/** What a document asks of whoever issues it, as an act would ask it. Whether an answer is owed is the composer's word. */
function questionsOf(
  { definition }: Pick<CompiledProcedure, 'definition'>,
  document: DocumentDefinition,
): ActDefinition {
  const asked = Object.entries(fieldsFor(definition, document)).flatMap(([name, { ask }]) =>
    ask ? [[name, { ...ask, optional: true }] as const] : [],
  );
  return {
    title: document.title,
    event: 'document.issued',
    by: [],
    basis: document.basis,
    input: Object.fromEntries(asked),
  };
}

function obstacleTo(state: CaseState, { issued }: DocumentState): RefusalCode | undefined {
  if (issued) return 'document-issued';
  // What was opened by mistake never had an effect, and sends nothing out.
  if (state.outcome === 'voided') return 'case-ended';
  return state.suspendedOn === undefined ? undefined : 'case-suspended';
}

/** A missing field as what stands against the issue. */
export function unmetField({ field, why, ask, barredBy }: MissingField, basis: readonly string[]): Unmet {
  const at = `/answers/${field.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  return { code: 'document-field-missing', say: why, basis: barredBy ?? basis, ...(ask && { at }) };
}
