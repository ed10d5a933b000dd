import type { LedgerRecord, RecordBasis, RecordClock } from '../audit/record.js';
import type { Definition } from '../law/definition.js';
import type { CaseEvent, ClockChange } from './case-event.js';
import type { Command } from './command.js';
import type { FilingFacts } from './materials/material-state.js';

/** A provision as records name it: the law by its full title where the definition declares the abbreviation. */
export function recordBasis(basis: string, law: Definition['law'] = {}): RecordBasis {
  const space = basis.indexOf(' ');
  const abbreviation = space < 0 ? basis : basis.slice(0, space);
  return {
    law: law[abbreviation]?.title ?? abbreviation,
    article: space < 0 ? '' : basis.slice(space + 1),
  };
}

/** A change of a clock as records name it beside their data. */
export function recordClock(change: ClockChange): RecordClock {
  return {
    id: change.id,
    action: change.action,
    ...(change.ground !== undefined && { ground: change.ground }),
    ...(change.dueOn && { dueOn: change.dueOn }),
  };
}

/** What was filed, for proofs that need the digest alone. */
export function recordMaterials({ material }: CaseEvent): Pick<LedgerRecord, 'materials'> {
  if (material?.did !== 'filed') return {};
  const { sha256, sm3, size, mediaType } = material.version;
  return { materials: [{ id: material.id, sha256, sm3, size, mediaType }] };
}

/** What was asked by an act, in words of the procedure; its content is in the parts. */
export function actWords({
  act,
  actor,
  occurredOn,
  parties,
  signers,
}: Pick<Command, 'act' | 'occurredOn' | 'parties' | 'signers'> & {
  readonly actor: Pick<Command['actor'], 'person'>;
}): Readonly<Record<string, unknown>> {
  return {
    ...{ act, person: actor.person },
    ...(occurredOn && { occurredOn }),
    ...(parties && { parties }),
    ...(signers && { signers }),
  };
}

/**
 * What was asked by an attempt that was refused. A word that no procedure knows is the caller's and may be anything: it
 * is not among them.
 *
 * @param filing what a refused filing was decided on: found again only where it stands as it was
 */
export function attemptWords(
  attempt: Parameters<typeof actWords>[0],
  known: boolean,
  filing?: FilingFacts,
): Readonly<Record<string, unknown>> {
  const { person } = attempt.actor;
  return known ? actWords(attempt) : { person, ...(filing && { filing }) };
}
