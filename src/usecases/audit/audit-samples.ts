import { drawSample, populationDigest, sampleSeed } from '../../engine/sampling/draw-sample.js';
import type { Instant } from '../../engine/clock/time.js';
import { Defect } from '../../engine/defect.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { CaseFilter, Queries } from '../queries.js';
import { readingScope } from '../reading/reading-scope.js';
import { requestDigest } from '../request-digest.js';
import { auditState, recordOnAudit, type AnnouncedSample } from './audit-stream.js';
import { isAuditor } from './record-reading.js';

/** Cases of one population at most. */
export const MOST_CASES = 100_000;
const PAGE = 200;

/** What drawing samples needs. */
export interface SamplePorts {
  readonly ports: Ports;
  readonly queries: Pick<Queries, 'cases' | 'records'>;
}

/** A sample with everything by which anybody can draw it again. */
export interface Sample {
  readonly id: string;
  readonly announcedAt: Instant;
  readonly by: string;
  readonly population: readonly string[];
  readonly digest: string;
  readonly size: number;
  readonly source: string;
  readonly drawn?: {
    readonly at: Instant;
    readonly value: string;
    readonly seed: string;
    readonly cases: readonly string[];
  };
}

/** How it can end. `notAuditor`: only an auditor with an assignment draws samples. */
export type SampleAnswer =
  | { readonly outcome: 'sample'; readonly id: string }
  | { readonly outcome: 'notAuditor' | 'unknown' | 'drawnBefore' | 'keyReused' | 'tooMany' | 'nothing' };

/** A wish for a sample: of which cases, how many, and which public value will decide. */
export interface SampleWish {
  readonly filter: CaseFilter;
  readonly size: number;
  readonly source: string;
  readonly by: Asker;
  readonly key: string;
}

/** Fixes the population: those cases of the filter that the auditor may read now. Nobody knows the seed yet. */
export function announceSample({ ports, queries }: SamplePorts): (wish: SampleWish) => Promise<SampleAnswer> {
  return async ({ filter, size, source, by, key }) => {
    if (!(await isAuditor(ports, by))) return { outcome: 'notAuditor' };
    const population = await casesOf({ ports, queries }, by, filter);
    if (population === undefined) return { outcome: 'tooMany' };
    if (population.length === 0) return { outcome: 'nothing' };
    const id = ports.ids.randomUuid();
    const digest = populationDigest(population, ports.hash);
    const answer = await recordOnAudit<SampleAnswer>(
      ports,
      by,
      () => ({
        event: { type: 'sample.announced', sample: id, population: population.length, digest, size },
        parts: { population, source, filter },
        result: { outcome: 'sample', id },
      }),
      { key, requestDigest: requestDigest({ sample: filter, size, source }, ports.hash) },
    );
    return answer === 'keyReused' ? { outcome: 'keyReused' } : answer;
  };
}

/** Draws the sample by the public value, once. What is drawn is on record with it. */
export function revealSeed(
  from: SamplePorts,
): (wish: {
  readonly id: string;
  readonly value: string;
  readonly by: Asker;
  readonly key: string;
}) => Promise<SampleAnswer> {
  const { ports } = from;
  return async ({ id, value, by, key }) => {
    if (!(await isAuditor(ports, by))) return { outcome: 'notAuditor' };
    const sample = await readSample(from)(id);
    if (!sample) return { outcome: 'unknown' };
    const terms = { ...sample, value };
    const cases = drawSample(terms, ports.hash);
    const answer = await recordOnAudit<SampleAnswer>(
      ports,
      by,
      ({ samples }) =>
        samples[id]?.drawn
          ? { result: { outcome: 'drawnBefore' } }
          : {
              event: {
                ...{ type: 'sample.drawn', sample: id, seed: sampleSeed(terms, ports.hash) },
                drawn: populationDigest(cases, ports.hash),
              },
              parts: { value, cases },
              result: { outcome: 'sample', id },
            },
      { key, requestDigest: requestDigest({ seed: id, value }, ports.hash) },
    );
    return answer === 'keyReused' ? { outcome: 'keyReused' } : answer;
  };
}

/** A sample out of the ledger. Undefined: there is none of that id, or its lists were erased. */
export function readSample({ ports, queries }: SamplePorts): (id: string) => Promise<Sample | undefined> {
  return async (id) => {
    const head = await ports.ledger.head(LIBRARY_STREAMS.audit);
    const known: AnnouncedSample | undefined = auditState(head?.stateText ?? null).samples[id];
    if (!known) return undefined;
    const announced = await partsOf(queries, known.record);
    const { population, source } = announced as {
      readonly population?: readonly string[];
      readonly source?: string;
    };
    if (!population || source === undefined) return undefined;
    const { by, announcedAt, digest, size, drawn } = known;
    const shared = { id, by, announcedAt, population, digest, size, source };
    if (!drawn) return shared;
    const { value } = (await partsOf(queries, drawn.record)) as { readonly value?: string };
    if (value === undefined) return undefined;
    const cases = drawSample({ ...shared, value }, ports.hash);
    if (populationDigest(cases, ports.hash) !== drawn.digest)
      throw new Defect(`sample ${id} drawn again is another one`);
    return { ...shared, drawn: { at: drawn.at, value, seed: drawn.seed, cases } };
  };
}

async function partsOf(
  queries: Pick<Queries, 'records'>,
  seq: number,
): Promise<Readonly<Record<string, unknown>>> {
  const after = seq === 0 ? {} : { afterSeq: seq - 1 };
  const [row] = (await queries.records(LIBRARY_STREAMS.audit, { limit: 1, ...after })).items;
  return row?.parts ?? {};
}

async function casesOf(
  { ports, queries }: SamplePorts,
  by: Asker,
  filter: CaseFilter,
): Promise<readonly string[] | undefined> {
  const scope = await readingScope(ports, by, 'readCase');
  const ids: string[] = [];
  for (let after: string | undefined, more = scope !== undefined; more && scope;) {
    const page = await queries.cases(scope, filter, { limit: PAGE, ...(after !== undefined && { after }) });
    ids.push(...page.items.map(({ id }) => id));
    if (ids.length > MOST_CASES) return undefined;
    after = page.endCursor ?? undefined;
    more = page.hasMore;
  }
  return ids;
}
