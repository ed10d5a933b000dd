import type { DataSource } from 'typeorm';
import type { DigestPair, LedgerRecord } from '../engine/audit/record.js';
import type { CivilDate, Instant } from '../engine/clock/time.js';
import { Defect } from '../engine/defect.js';
import { LIBRARY_STREAMS } from '../usecases/law/library-streams.js';
import { WriteGate } from '../usecases/log/write-gate.js';
import { NoSuchStream } from '../usecases/no-such-stream.js';
import type {
  Append,
  Ledger,
  RepeatedAnswer,
  StreamHead,
  StreamKind,
  TransactRequest,
  Work,
} from '../usecases/ports.js';
import { StaleHead } from '../usecases/stale-head.js';
import { appendValues } from './append-values.js';
import { KeyedQueue } from './keyed-queue.js';
import { errorCode, runNamed, type NamedStatement } from './named-statement.js';

/** Each lost race means that somebody else made progress; this many in a row means trouble. */
const MAX_ATTEMPTS = 20;

/** How long a sweeper may take for a stream before another one may try. */
const CLAIM_SECONDS = 30;

/** Somebody was faster (our own check), serialization failure, deadlock: nothing was written, try again. */
const LOST_RACE = new Set(['DC409', '40001', '40P01']);

interface HeadRow {
  readonly kind: StreamKind | null;
  readonly seq: number;
  readonly version: number;
  readonly leaf_sha256: string;
  readonly leaf_sm3: string;
  readonly last_recorded_at: Date;
  readonly state: string;
  readonly definition: string | null;
  readonly organisation_version: number | null;
  readonly digest: string | null;
  readonly body: string | null;
}

const LOAD: NamedStatement = {
  name: 'ledger-load',
  text: `select s.kind, s.seq, s.version, s.leaf_sha256, s.leaf_sm3, s.last_recorded_at, s.state, s.definition,
      k.digest, k.body, o.version as organisation_version
    from (select 1) as one
    left join streams o on o.id = '${LIBRARY_STREAMS.organisation}'
    left join streams s on s.id = $1
    left join idempotency k on k.actor = $2 and k.key = $3`,
};

const APPEND_ARGUMENTS = 37;
const APPEND_CALL = `duecourse_append(${Array.from({ length: APPEND_ARGUMENTS }, (_, i) => `$${i + 1}`).join(', ')})`;

const APPEND: NamedStatement = { name: 'ledger-append', text: `select ${APPEND_CALL} as outcome` };

// Still one statement, and so one transaction: the account changes when its record is there.
const APPEND_ON_ACCOUNT: NamedStatement = {
  name: 'ledger-append-on-account',
  text: `select case ${APPEND_CALL} when 'recorded' then duecourse_change_account($${APPEND_ARGUMENTS + 1})
    else 'repeated' end as outcome`,
};

const RECORDS: NamedStatement = {
  name: 'ledger-records',
  text: 'select text, sha256, sm3 from records where stream = $1 and seq >= $2 order by seq limit $3',
};

const MARK: NamedStatement = {
  name: 'ledger-mark',
  text: `select seq, state from case_marks
    where stream = $1 and recorded_at <= $2 and ($3::text is null or state::json->>'lastOn' <= $3 collate "C")
    order by seq desc limit 1`,
};

// Only the earliest due clock of a stream can be claimed, so that no stream is given to two sweepers. The claim runs
// on the database's own clock: it says nothing in law, must end even in simulated time, and is one for all processes.
const CLAIM: NamedStatement = {
  name: 'ledger-claim',
  text: `with due as (
      select c.case_id, c.clock from clocks c
      where c.sweep_at <= $1 and (c.claimed_until is null or c.claimed_until < clock_timestamp())
        and not exists (
          select 1 from clocks o
          where o.case_id = c.case_id and o.sweep_at is not null and (o.sweep_at, o.clock) < (c.sweep_at, c.clock)
        )
      order by c.sweep_at, c.case_id
      limit $2
      for update of c skip locked
    ), claimed as (
      update clocks c set claimed_until = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS})
      from due where c.case_id = due.case_id and c.clock = due.clock
      returning c.case_id, c.sweep_at
    )
    select case_id from claimed order by sweep_at, case_id`,
};

// Few, and two sweepers may have the same: what the law has done is recorded once.
const SERVED: NamedStatement = {
  name: 'ledger-served',
  text: `select case_id from case_documents where takes_effect_at <= $1 order by takes_effect_at, case_id limit $2`,
};

/**
 * The ledger on PostgreSQL. An append takes two round trips: one prepared read of head and stored answer, one call
 * of `duecourse_append`, which is a transaction by itself. Nothing is locked while the engine thinks.
 */
export class PostgresLedger implements Ledger {
  readonly #queue = new KeyedQueue();

  /**
   * @param onDocuments is told after an append that stored documents, so that caches look again.
   * @param gate is passed before anything is decided: shut while the database is not what was signed.
   */
  constructor(
    private readonly dataSource: DataSource,
    private readonly onDocuments: () => void = () => undefined,
    private readonly gate: Pick<WriteGate, 'pass'> = new WriteGate(),
  ) {}

  transact<T>(
    request: TransactRequest,
    work: (loaded: StreamHead) => Promise<Work<T>>,
  ): Promise<T | RepeatedAnswer> {
    return this.#queue.run(request.stream, async () => {
      this.gate.pass();
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const answer = await this.#attempt(request, work);
        if (answer !== LOST) return answer;
      }
      throw new StaleHead(request.stream);
    });
  }

  async head(stream: string): Promise<StreamHead | undefined> {
    const [row] = await runNamed<HeadRow>(this.dataSource, LOAD, [stream, null, null]);
    return row && row.kind !== null ? headOf(stream, row, row.kind) : undefined;
  }

  async records(
    stream: string,
    from: number,
    limit: number,
  ): Promise<readonly { readonly text: string; readonly record: LedgerRecord; readonly leaf: DigestPair }[]> {
    const rows = await runNamed<{ text: string; sha256: string; sm3: string }>(this.dataSource, RECORDS, [
      stream,
      from,
      limit,
    ]);
    return rows.map(({ text, sha256, sm3 }) => ({
      text,
      record: JSON.parse(text) as LedgerRecord,
      leaf: { sha256, sm3 },
    }));
  }

  async mark(
    stream: string,
    { by, day }: { readonly by: Instant; readonly day?: CivilDate },
  ): Promise<{ readonly seq: number; readonly state: string } | undefined> {
    const marks = await runNamed<{ seq: number; state: string }>(this.dataSource, MARK, [
      stream,
      by,
      day ?? null,
    ]);
    return marks[0];
  }

  async dueStreams(now: Instant, limit: number): Promise<readonly string[]> {
    const rows = await runNamed<{ case_id: string }>(this.dataSource, CLAIM, [now, limit]);
    const served = await runNamed<{ case_id: string }>(this.dataSource, SERVED, [now, limit - rows.length]);
    return [...new Set([...rows, ...served].map((row) => row.case_id))];
  }

  async #attempt<T>(
    request: TransactRequest,
    work: (loaded: StreamHead) => Promise<Work<T>>,
  ): Promise<T | RepeatedAnswer | typeof LOST> {
    const { stream, kind, key } = request;
    const [row] = await runNamed<HeadRow>(this.dataSource, LOAD, [
      stream,
      key?.actor ?? null,
      key?.key ?? null,
    ]);
    if (!row) throw new Defect('the head query gives one row in any case');
    if (row.digest !== null && row.body !== null) {
      return { repeated: { requestDigest: row.digest, body: row.body } };
    }
    if (row.kind === null && !request.create) throw new NoSuchStream(stream);
    if (row.kind !== null && row.kind !== kind)
      throw new Defect(`stream ${stream} is a ${row.kind}, not a ${kind}`);
    const { append, result } = await work(headOf(stream, row, kind));
    if (!append) return result;
    // A known key means that the same request, sent twice at once, has just been answered: look again.
    return (await this.#write(append, kind)) === 'recorded' ? result : LOST;
  }

  async #write(append: Append, kind: StreamKind): Promise<'recorded' | 'repeated' | typeof LOST> {
    try {
      const { accountChange } = append;
      const [row] = await runNamed<{ outcome: 'recorded' | 'repeated' }>(
        this.dataSource,
        accountChange ? APPEND_ON_ACCOUNT : APPEND,
        [...appendValues(append, kind), ...(accountChange ? [JSON.stringify(accountChange)] : [])],
      );
      if (row?.outcome === 'recorded' && append.documents?.length) this.onDocuments();
      return row?.outcome ?? LOST;
    } catch (problem) {
      if (LOST_RACE.has(errorCode(problem))) return LOST;
      throw problem;
    }
  }
}

/** The race was lost and nothing was written. */
const LOST = Symbol('lost race');

function headOf(stream: string, row: HeadRow, kind: StreamKind): StreamHead {
  if (row.kind === null) {
    return {
      stream,
      kind,
      seq: 0,
      version: 0,
      leaf: null,
      lastRecordedAt: null,
      stateText: null,
      definition: null,
      organisationVersion: row.organisation_version ?? 0,
    };
  }
  return {
    stream,
    kind,
    seq: row.seq,
    version: row.version,
    leaf: { sha256: row.leaf_sha256, sm3: row.leaf_sm3 },
    lastRecordedAt: row.last_recorded_at.toISOString() as Instant,
    stateText: row.state,
    definition: row.definition,
    organisationVersion: row.organisation_version ?? 0,
  };
}
