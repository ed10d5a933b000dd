import { canonicalJson } from '../../engine/audit/canonical-form.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { Actor } from '../../engine/case/command.js';
import { today } from '../../engine/case/world.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import { AUDITOR } from '../../engine/organisation/capacity.js';
import { reachOf } from '../../engine/organisation/reach.js';
import { caseStateOf } from '../cases/act-context.js';
import { caseRecords } from '../cases/case-on-hand.js';
import { NoSuchStream } from '../no-such-stream.js';
import type { Ports } from '../ports.js';
import { recordActor, underPowers, type Asker } from '../powers/power-facts.js';
import { powerToRead } from '../reading/may-read.js';
import { recordOnAudit } from './audit-stream.js';
import { isOnRecord, putOnRecord } from './recent-readings.js';

/** What an auditor looks at. */
export interface Reading {
  /** The address with its parameters' names: `GET /v1/cases/:id/records`. */
  readonly view: string;
  /** Parameters and query, word for word: they may hold a name, so they are a part and never in the record. */
  readonly asked: Readonly<Record<string, unknown>>;
  readonly knownAt?: Instant;
  readonly effectiveAt?: CivilDate;
}

/**
 * Whether somebody holds the post of an auditor with an assignment in force, whatever else he is: then what he reads is
 * on record, also where another post of his would have let him read it.
 */
export async function isAuditor(ports: Ports, by: Asker): Promise<boolean> {
  const [snapshot, now] = await Promise.all([ports.directory.current(), ports.now.now()]);
  const on = today({ now, zone: ports.installation.zone });
  return reachOf(snapshot.index, by.person, on).some(({ post, deputy }) => post === AUDITOR && !deputy);
}

/**
 * Puts an auditor's reading of a case on the case's stream, durably before it resolves. Nothing is recorded of a case
 * that he may not know of, or that no assignment of his covers. The same reading within the same minute is one record.
 */
export function recordCaseReading(
  ports: Ports,
): (caseId: string, reading: Reading, by: Asker) => Promise<void> {
  return async (caseId, reading, by) => {
    const key = canonicalJson({ caseId, person: by.person, ...reading });
    const now = await ports.now.now();
    if (isOnRecord(ports.ledger, key, now)) return;
    try {
      const recorded = await ports.ledger.transact<boolean>({ stream: caseId, kind: 'case' }, (head) =>
        onCase(ports, head, reading, by),
      );
      if (recorded === true) putOnRecord(ports.ledger, key, now);
    } catch (error) {
      if (!(error instanceof NoSuchStream)) throw error;
    }
  };
}

async function onCase(
  ports: Ports,
  head: Parameters<typeof caseRecords>[1],
  { view, asked, knownAt, effectiveAt }: Reading,
  by: Asker,
) {
  const records = await caseRecords(ports, head);
  const state = caseStateOf(head);
  const { actor, context } = await underPowers(ports, records.context, { caseId: head.stream, state }, by);
  const { definition } = records.procedure;
  const power = powerToRead({ definition, state, actor, world: context.world });
  const office = auditing(actor);
  if (!power.allowed || !office) return { result: false };
  const within = records.within(context);
  const moment = { ...(knownAt && { knownAt }), ...(effectiveAt && { effectiveAt }) };
  const event: CaseEvent = {
    type: 'case.read',
    cause: 'access',
    post: AUDITOR,
    power: { policies: power.policies, ...(office.unit !== undefined && { unit: office.unit }) },
    on: today(context.world),
    reading: { view, ...moment },
  };
  within.add({
    ...{ event, effects: [], state, basis: ['正程 审计任务'] },
    actor: recordActor(actor, { post: AUDITOR, ...(office.unit !== undefined && { unit: office.unit }) }),
    command: { read: view, person: actor.person, ...moment },
    parts: { asked },
  });
  return { append: within.append({ actor }), result: true };
}

function auditing({ capacities }: Actor): Actor['capacities'][number] | undefined {
  return capacities.find(({ post, serves, deputy }) => post === AUDITOR && serves && !deputy);
}

/** Puts an auditor's reading of a list, or of a stream that is no case, on the stream of audits, with its hits. */
export function recordListReading(
  ports: Ports,
): (reading: Reading & { readonly hits: number }, by: Asker) => Promise<void> {
  return async ({ view, asked, hits }, by) => {
    const key = canonicalJson({ person: by.person, view, asked, hits });
    const now = await ports.now.now();
    if (isOnRecord(ports.ledger, key, now)) return;
    await recordOnAudit(ports, by, () => ({
      event: { type: 'ledger.read', view, hits },
      parts: { asked },
      result: true,
    }));
    putOnRecord(ports.ledger, key, now);
  };
}
