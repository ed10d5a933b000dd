import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import type { PopulationAnswer } from '../../engine/audit-questions/population/population-row.js';
import {
  changedRules,
  type OfficeChange,
  type Touched,
} from '../../engine/audit-questions/population/q25-changed-rules.js';
import { addDays, civilDayOf, isInstant } from '../../engine/clock/civil-date.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import { changesOf } from '../organisation/organisation-fold.js';
import type { Asker } from '../powers/power-facts.js';
import type { ReadingScope } from '../queries.js';
import { readableKinds } from '../reading/may-read-ledger.js';
import type { PerformedAct, Stretch } from './population-ports.js';
import type { AnsweringPorts, PopulationPorts } from './read-population.js';

/** Changes, acts and cases of one answer at most. */
const MOST = 5_000;
const STREAMS = ['organisation', 'procedures', 'calendar'] as const;

/**
 * What was changed of roles, rules and holidays in a stretch of time, with the cases that followed. Changes of people and
 * posts are told to whom may read their stream. Undefined: too many.
 */
export async function changesAndCases(
  from: AnsweringPorts,
  scope: ReadingScope,
  stretch: Stretch,
  by: Asker,
): Promise<PopulationAnswer | undefined> {
  const { ports, population, auditThresholds } = from;
  const days = auditThresholds.casesAfterChangeDays;
  const readable = await readableKinds(ports, by);
  const seen = STREAMS.filter((kind) => readable.includes(kind));
  const found = await Promise.all(seen.map((stream) => changesOn(from, stream, stretch)));
  const changes: OfficeChange[] = [];
  for (const some of found) {
    if (!some) return undefined;
    changes.push(...some.map(({ change }) => change));
  }
  const after: Stretch = { since: stretch.since, until: later(stretch.until, days) };
  const people = [...new Set(changes.flatMap(({ favoured }) => favoured))];
  const [acts, recounted] = await Promise.all([
    people.length === 0 ? [] : population.actsOf(scope, people, after, MOST),
    population.noted(scope, ['calendar.applied'], after, MOST),
  ]);
  if (!acts || !recounted) return undefined;
  const published = found.flatMap((some) => some ?? []).flatMap(({ version }) => version ?? []);
  const answer = changedRules(
    {
      changes,
      decided: await decisionsAmong(from, acts),
      recounted: recounted.map(({ stream, text, leaf, procedure }): Touched => {
        const { seq, recordedAt } = JSON.parse(text) as LedgerRecord;
        return { caseId: stream, seq, leaf, at: recordedAt, procedure };
      }),
      openedUnder: await openedUnder(from, scope, published),
    },
    auditThresholds,
  );
  return seen.includes('organisation') ? answer : { ...answer, notKnown: [...answer.notKnown, NOT_READABLE] };
}

interface Version {
  readonly seq: number;
  readonly sha256: string;
  readonly procedure: string;
  readonly on: CivilDate;
}

async function changesOn(
  { ports, population }: PopulationPorts,
  stream: OfficeChange['stream'],
  stretch: Stretch,
): Promise<readonly { readonly change: OfficeChange; readonly version?: Version }[] | undefined> {
  const kept = await population.changesIn(LIBRARY_STREAMS[stream], stretch, MOST);
  return kept?.map(({ text, leaf }) => {
    const record = JSON.parse(text) as LedgerRecord;
    const { seq, type, recordedAt: at, actor } = record;
    const favoured = [...new Set(changesOf(record).flatMap(favouredBy))];
    const by = actor && { by: actor.person };
    const change: OfficeChange = { stream, seq, leaf, at, ...by, type, favoured };
    if (stream !== 'procedures') return { change };
    const { name, digest } = record.data as { readonly name?: string; readonly digest?: DigestPair };
    if (name === undefined || !digest) return { change };
    const on = civilDayOf(at, ports.installation.zone);
    return { change, version: { seq, sha256: digest.sha256, procedure: name, on } };
  });
}

/** Who can do more by a change. */
function favouredBy(given: OrganisationChange): readonly string[] {
  if (given.change === 'appointment.begun') return [given.appointment.person];
  if (given.change === 'portfolio.begun') return [given.portfolio.person];
  if (given.change === 'substitution.begun') return [given.substitution.deputy];
  return given.change === 'person.restored' ? [given.id] : [];
}

/** Those of the acts that decide, by the version of each case. */
async function decisionsAmong(
  { ports }: PopulationPorts,
  acts: readonly PerformedAct[],
): Promise<readonly Touched[]> {
  const decides = new Map<string, readonly string[]>();
  for (const definition of new Set(acts.map((one) => one.definition))) {
    const procedure = await ports.catalogue.byDigest(definition);
    decides.set(definition, procedure?.definition.decides ?? []);
  }
  return acts.filter(({ definition, act }) => decides.get(definition)?.includes(act));
}

/** The cases opened under each version within the days after it was published. */
async function openedUnder(
  { population, auditThresholds }: AnsweringPorts,
  scope: ReadingScope,
  versions: readonly Version[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const found = new Map<number, readonly string[]>();
  for (const { seq, sha256, procedure, on } of versions) {
    const span = { from: on, to: addDays(on, auditThresholds.casesAfterChangeDays) };
    const { items } = await population.members(scope, span, procedure, { limit: 200 });
    found.set(
      seq,
      items.filter(({ definition }) => definition === sha256).map(({ id }) => id),
    );
  }
  return found;
}

/** At the end of what is reckoned there is nothing later. */
function later(instant: Instant, days: number): Instant {
  const at = new Date(Date.parse(instant) + days * 86_400_000).toISOString();
  return isInstant(at) ? at : instant;
}

const NOT_READABLE = {
  zh: '人员与岗位的变更只向审计人员列示',
  en: 'changes of people and posts are shown to auditors alone',
};
