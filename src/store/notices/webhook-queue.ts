import type { DataSource } from 'typeorm';
import type { LedgerRecord } from '../../engine/audit/record.js';
import type {
  ClaimedEvent,
  ServedWebhook,
  Settlement,
  WebhookQueue,
} from '../../usecases/notices/webhook-ports.js';
import { type NamedStatement, runNamed } from '../named-statement.js';

interface ServedValues {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly previous_secret: string | null;
  readonly probing: boolean;
}

const SERVED: NamedStatement = {
  name: 'webhooks-served',
  text: `select id, url, secret, open_until is not null as probing,
      case when previous_until > clock_timestamp() then previous_secret end as previous_secret
    from webhooks
    where state = 'active' and (open_until is null or open_until <= clock_timestamp()) order by id`,
};

const HAND_OVER: NamedStatement = {
  name: 'webhook-hand-over',
  text: 'select duecourse_hand_over($1, $2) as handed',
};

interface EventValues {
  readonly stream: string;
  readonly position: string;
  readonly attempts: number;
  readonly text: string;
  readonly sha256: string;
  readonly sm3: string;
}

const CLAIM: NamedStatement = {
  name: 'webhook-claim',
  text: `with due as materialized (
      select l.webhook, l.stream from webhook_lanes l
      where l.webhook = $1 and l.state = 'ready' and l.free_at <= clock_timestamp()
      order by l.free_at limit $2 for update skip locked
    ), claimed as (
      update webhook_lanes l set claim = $3, free_at = clock_timestamp() + make_interval(secs => $4)
      from due where l.webhook = due.webhook and l.stream = due.stream
      returning l.stream, l.position, l.seq, l.attempts
    )
    select c.stream, c.position, c.attempts, r.text, r.sha256, r.sm3
    from claimed c join records r on r.stream = c.stream and r.seq = c.seq`,
};

interface NextValues {
  readonly out_position: string;
  readonly out_text: string;
  readonly out_sha256: string;
  readonly out_sm3: string;
}

const SETTLE: NamedStatement = {
  name: 'webhook-settle',
  text: 'select * from duecourse_settle_delivery($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
};

const RELEASE: NamedStatement = {
  name: 'webhook-release',
  text: `update webhook_lanes set claim = null, free_at = clock_timestamp()
    where webhook = $1 and stream = $2 and claim = $3 and state = 'ready'`,
};

const LEAVE_ALONE: NamedStatement = {
  name: 'webhook-leave-alone',
  text: `update webhooks set open_until = case when $2 > 0 then clock_timestamp() + make_interval(secs => $2) end
    where id = $1 and (open_until is not null or $2 > 0)`,
};

const FORGET: NamedStatement = {
  name: 'webhook-forget',
  text: `delete from webhook_attempts where id in (
      select id from webhook_attempts where at < clock_timestamp() - make_interval(days => $1) order by at limit 10000
    )`,
};

/** Events on their way to subscribers, on PostgreSQL. All instants are the database's own. */
export class PostgresWebhookQueue implements WebhookQueue {
  constructor(private readonly dataSource: DataSource) {}

  async served(): Promise<readonly ServedWebhook[]> {
    const rows = await runNamed<ServedValues>(this.dataSource, SERVED, []);
    return rows.map(({ id, url, secret, previous_secret, probing }) => ({
      ...{ id, url, probing },
      secrets: previous_secret === null ? [secret] : [secret, previous_secret],
    }));
  }

  async handOver(webhook: string, limit: number): Promise<number> {
    const [row] = await runNamed<{ handed: number }>(this.dataSource, HAND_OVER, [webhook, limit]);
    return row?.handed ?? 0;
  }

  async claim(
    webhook: string,
    { claim, limit, leaseSeconds }: Parameters<WebhookQueue['claim']>[1],
  ): Promise<readonly ClaimedEvent[]> {
    const values = [webhook, limit, claim, leaseSeconds];
    const rows = await runNamed<EventValues>(this.dataSource, CLAIM, values);
    return rows.map(({ stream, position, attempts, text, sha256, sm3 }) => ({
      ...{ webhook, stream, claim, attempts },
      position: Number(position),
      record: JSON.parse(text) as LedgerRecord,
      leaf: { sha256, sm3 },
    }));
  }

  async settle(
    { webhook, stream, claim, position }: ClaimedEvent,
    { outcome, status, reason, milliseconds, retrySeconds }: Settlement,
    leaseSeconds: number,
  ): Promise<ClaimedEvent | undefined> {
    const values = [webhook, stream, claim, position, leaseSeconds, outcome, status, reason, milliseconds];
    const [row] = await runNamed<NextValues>(this.dataSource, SETTLE, [...values, retrySeconds]);
    return (
      row && {
        ...{ webhook, stream, claim, attempts: 0 },
        position: Number(row.out_position),
        record: JSON.parse(row.out_text) as LedgerRecord,
        leaf: { sha256: row.out_sha256, sm3: row.out_sm3 },
      }
    );
  }

  async release({ webhook, stream, claim }: ClaimedEvent): Promise<void> {
    await runNamed(this.dataSource, RELEASE, [webhook, stream, claim]);
  }

  async leaveAlone(webhook: string, seconds: number): Promise<void> {
    await runNamed(this.dataSource, LEAVE_ALONE, [webhook, seconds]);
  }

  async forget(days: number): Promise<void> {
    await runNamed(this.dataSource, FORGET, [days]);
  }
}
