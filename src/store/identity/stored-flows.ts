import type { DataSource } from 'typeorm';
import type { Instant } from '../../engine/clock/time.js';
import type { SignInFlows } from '../../usecases/identity/identity-ports.js';
import { type NamedStatement, runNamed } from '../named-statement.js';

// Flows that nobody finished are cleared away by those that begin.
const BEGIN: NamedStatement = {
  name: 'flow-begin',
  text: `with cleared as (delete from sign_in_flows where expires_at < $4)
    insert into sign_in_flows (state_sha256, browser_sha256, expires_at) values ($1, $2, $3)`,
};

const TAKE: NamedStatement = {
  name: 'flow-take',
  text: 'delete from sign_in_flows where state_sha256 = $1 returning browser_sha256, expires_at',
};

/** Sign-ins under way on PostgreSQL. Taking one is one statement, so that two processes cannot both have it. */
export class StoredFlows implements SignInFlows {
  constructor(private readonly dataSource: DataSource) {}

  async begin(flow: Parameters<SignInFlows['begin']>[0]): Promise<void> {
    const { stateSha256, browserSha256, expiresAt, now } = flow;
    await runNamed(this.dataSource, BEGIN, [stateSha256, browserSha256, expiresAt, now]);
  }

  async take(
    stateSha256: string,
  ): Promise<{ readonly browserSha256: string; readonly expiresAt: Instant } | undefined> {
    const [row] = await runNamed<{ browser_sha256: string; expires_at: Date }>(this.dataSource, TAKE, [
      stateSha256,
    ]);
    return row && { browserSha256: row.browser_sha256, expiresAt: row.expires_at.toISOString() as Instant };
  }
}
