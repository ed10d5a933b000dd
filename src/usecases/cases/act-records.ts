import { CanonicalText, canonicalJson } from '../../engine/audit/canonical-form.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { Command } from '../../engine/case/command.js';
import type { Decision } from '../../engine/case/decision.js';
import type { FilingFacts } from '../../engine/case/materials/material-state.js';
import { actWords, attemptWords } from '../../engine/case/record-words.js';
import type { Refusal } from '../../engine/case/refusal.js';
import { streamsSeen } from '../../engine/case/streams-seen.js';
import { today } from '../../engine/case/world.js';
import { startOfDay } from '../../engine/clock/civil-date.js';
import type { ActDefinition } from '../../engine/law/definition.js';
import type { ActAnswer, RecordReceipt } from './act-answer.js';
import type { CaseRecords, NewRecord } from './case-records.js';
import type { Append } from '../ports.js';
import { recordActor } from '../powers/power-facts.js';

/** What somebody asked for: an act of the procedure, or another word for what can be done in a case. */
export type Attempted = Omit<Command, 'actor' | 'unit' | 'related'>;

/** A lawful act on its way into the ledger. */
export function decisionEntry(
  records: CaseRecords,
  decision: Decision,
  command: Command,
  extraParts: Readonly<Record<string, unknown>> = {},
): NewRecord {
  const act = records.procedure.definition.acts[command.act] as ActDefinition;
  const { zone } = records.context.world;
  return {
    event: decision.event,
    basis: decision.basis,
    effects: decision.effects,
    state: decision.state,
    actor: recordActor(command.actor, powerOf(decision.event)),
    command: actWords(command),
    parts: { ...inputParts(act, command.input), ...extraParts },
    ...(command.occurredOn &&
      command.occurredOn !== today(records.context.world) && {
        occurredAt: startOfDay(command.occurredOn, zone),
      }),
  };
}

/** The power behind an event, as `recordActor` names it. */
export function powerOf({ post, power }: CaseEvent) {
  return { ...(post !== undefined && { post }), ...power };
}

/** How something was asked for, where that alone may be why it is refused. */
export interface AttemptManner {
  /** `If-Match`: the version that the person saw. */
  readonly expectedVersion?: number;
  /** As one of many in a batch. */
  readonly oneOfMany?: true;
}

/**
 * Records that an act was asked for and refused; the case stays as it is.
 *
 * @param filing what a refused filing was decided on
 */
export function recordRefusal(
  records: CaseRecords,
  state: CaseState,
  command: Attempted & Pick<Command, 'actor'> & AttemptManner,
  refused: Pick<Refusal, 'code' | 'unmet'> | 'stale-version',
  filing?: FilingFacts,
): RecordReceipt {
  const reasons =
    refused === 'stale-version'
      ? { code: refused, unmet: [] }
      : { code: refused.code, unmet: refused.unmet.map(({ code, basis }) => ({ code, basis })) };
  const { definition } = records.procedure;
  const act = Object.hasOwn(definition.acts, command.act) ? definition.acts[command.act] : undefined;
  const seen = act && streamsSeen(definition, act, records.context.world.streams ?? {});
  const event: CaseEvent = {
    type: 'act.refused',
    cause: 'refusal',
    // A word that no procedure knows is the caller's and may be anything: it stays out of the record.
    ...(act && { act: command.act }),
    on: today(records.context.world),
    refusal: reasons,
    ...(seen && Object.keys(seen).length > 0 && { seen }),
    ...(filing && { filing }),
  };
  return records.add({
    event,
    basis: [...new Set(reasons.unmet.flatMap(({ basis }) => basis))],
    effects: [],
    state,
    actor: recordActor(command.actor),
    command: attemptWords(command, act !== undefined, filing),
    parts: attemptPart(command),
  });
}

/** A refused attempt longer than this is not kept: anybody may attempt anything. */
const MAX_ATTEMPT_CHARACTERS = 65_536;

/** What was attempted, word for word, so that the refusal can be checked later; erasable like any part. */
function attemptPart(attempted: Attempted & AttemptManner): Readonly<Record<string, unknown>> {
  const { act, input, fields, opinion, occurredOn, parties, signers } = attempted;
  const { expectedVersion, oneOfMany } = attempted;
  const attempt = {
    ...{ act, input },
    ...(fields && { fields }),
    ...(opinion && { opinion: { ...opinion } }),
    ...(occurredOn && { occurredOn }),
    ...(parties && { parties }),
    ...(signers && { signers }),
    ...(expectedVersion !== undefined && { expectedVersion }),
    ...(oneOfMany && { oneOfMany }),
  };
  return canonicalJson(attempt).length <= MAX_ATTEMPT_CHARACTERS ? { attempt } : {};
}

/** The input as parts: each personal value by itself, so that it can be erased alone; the rest together. */
function inputParts(
  act: ActDefinition,
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const personal = Object.entries(input).filter(([name]) => act.input?.[name]?.personal);
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !act.input?.[name]?.personal));
  return {
    ...(Object.keys(rest).length > 0 && { input: rest }),
    ...Object.fromEntries(personal.map(([name, value]) => [`input.${name}`, value])),
  };
}

/**
 * The answer as it is stored under the key, to be given again word for word.
 *
 * @param stateText canonical text of the state in the answer, where it holds one
 */
export function storedAnswer(
  key: { readonly key: string; readonly actor: string },
  requestDigest: string,
  answer: ActAnswer,
  stateText: string,
): NonNullable<Append['answer']> {
  const content = 'state' in answer ? { ...answer, state: new CanonicalText(stateText) } : answer;
  return { ...key, stored: { requestDigest, body: canonicalJson(content) } };
}
