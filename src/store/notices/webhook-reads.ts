import type { DataSource } from 'typeorm';
import type { Instant } from '../../engine/clock/time.js';
import type { WebhookState } from '../../usecases/notices/notice-change.js';
import type { ParkedEvent, Webhook, WebhookAttempt, Webhooks } from '../../usecases/notices/webhook-ports.js';
import type { Page, PageRequest } from '../../usecases/queries.js';
import { type NamedStatement, runNamed } from '../named-statement.js';
import { decodeCursor, encodeCursor, KEY, pageOf } from '../queries/cursor.js';

interface WebhookValues {
  readonly id: string;
  readonly url: string;
  readonly types: readonly string[] | null;
  readonly note: string;
  readonly state: WebhookState;
  readonly created_by: string;
  readonly created_at: Date;
  readonly previous_until: Date | null;
  readonly open_until: Date | null;
  readonly waiting: string;
  readonly parked: string;
}

const COLUMNS = `w.id, w.url, w.types, w.note, w.state, w.created_by, w.created_at,
  case when w.previous_until > clock_timestamp() then w.previous_until end as previous_until,
  case when w.open_until > clock_timestamp() then w.open_until end as open_until,
  (select count(*) from webhook_lanes l where l.webhook = w.id and l.state = 'ready') as waiting,
  (select count(*) from webhook_lanes l where l.webhook = w.id and l.state = 'parked') as parked`;

const LIST: NamedStatement = {
  name: 'webhooks',
  text: `select ${COLUMNS} from webhooks w order by w.created_at, w.id`,
};

const FIND: NamedStatement = { name: 'webhook', text: `select ${COLUMNS} from webhooks w where w.id = $1` };

interface AttemptValues {
  readonly id: string;
  readonly position: string;
  readonly stream: string;
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly attempt: number;
  readonly outcome: WebhookAttempt['outcome'];
  readonly status: number | null;
  readonly reason: string | null;
  readonly milliseconds: number;
}

const ATTEMPTS: NamedStatement = {
  name: 'webhook-attempts',
  text: `select id, position, stream, seq, type, at, attempt, outcome, status, reason, milliseconds
    from webhook_attempts where webhook = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
};

interface LaneValues {
  readonly stream: string;
  readonly position: string;
  readonly seq: number;
  readonly attempts: number;
  readonly status: number | null;
  readonly reason: string | null;
}

const PARKED: NamedStatement = {
  name: 'webhook-parked',
  text: `select stream, position, seq, attempts, status, reason from webhook_lanes
    where webhook = $1 and state = 'parked' and stream > $2 order by stream limit $3`,
};

const PARKED_AT: NamedStatement = {
  name: 'webhook-parked-at',
  text: `select position from webhook_lanes where webhook = $1 and stream = $2 and state = 'parked'`,
};

const NUMBER = /^\d{1,18}$/;

/** Subscriptions on PostgreSQL. Reading only: appends write them. */
export class StoredWebhooks implements Webhooks {
  constructor(private readonly dataSource: DataSource) {}

  async list(): Promise<readonly Webhook[]> {
    return (await runNamed<WebhookValues>(this.dataSource, LIST, [])).map(webhookOf);
  }

  async find(id: string): Promise<Webhook | undefined> {
    const [row] = await runNamed<WebhookValues>(this.dataSource, FIND, [id]);
    return row && webhookOf(row);
  }

  async attempts(id: string, page: PageRequest): Promise<Page<WebhookAttempt>> {
    const before = page.after === undefined ? null : (decodeCursor(page.after, [NUMBER])[0] ?? null);
    const rows = await runNamed<AttemptValues>(this.dataSource, ATTEMPTS, [id, before, page.limit + 1]);
    return pageOf(rows, page.limit, attemptOf, (row) => encodeCursor([row.id]));
  }

  async parkedAt(id: string, caseId: string): Promise<number | undefined> {
    const [row] = await runNamed<{ position: string }>(this.dataSource, PARKED_AT, [id, caseId]);
    return row && Number(row.position);
  }

  async parked(id: string, page: PageRequest): Promise<Page<ParkedEvent>> {
    const [after] = page.after === undefined ? [''] : decodeCursor(page.after, [KEY]);
    const rows = await runNamed<LaneValues>(this.dataSource, PARKED, [id, after, page.limit + 1]);
    return pageOf(rows, page.limit, parkedOf, (row) => encodeCursor([row.stream]));
  }
}

function webhookOf(row: WebhookValues): Webhook {
  const { id, url, types, note, state } = row;
  return {
    ...{ id, url, types, note, state },
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString() as Instant,
    previousUntil: row.previous_until && (row.previous_until.toISOString() as Instant),
    openUntil: row.open_until && (row.open_until.toISOString() as Instant),
    casesWaiting: Number(row.waiting),
    casesParked: Number(row.parked),
  };
}

function attemptOf(row: AttemptValues): WebhookAttempt {
  const { type, attempt, outcome, status, reason, milliseconds } = row;
  return {
    ...{ type, attempt, outcome, status, reason, milliseconds },
    position: Number(row.position),
    caseId: row.stream,
    sequence: row.seq,
    at: row.at.toISOString() as Instant,
  };
}

function parkedOf({ stream, position, seq, attempts, status, reason }: LaneValues): ParkedEvent {
  return { position: Number(position), caseId: stream, sequence: seq, attempts, status, reason };
}
