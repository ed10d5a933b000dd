import type { QueryRunner } from 'typeorm';
import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { sameDigest, textDigest } from '../../engine/audit/digest.js';
import { personalDataIn } from '../../engine/audit/personal-data.js';
import type { DigestPair, Hash, LedgerRecord } from '../../engine/audit/record.js';
import { CONTENT_RECORDS } from '../../engine/audit/restriction.js';
import {
  type AccountEvent,
  type AccountState,
  evolveAccount,
  NOBODYS_ACCOUNT,
} from '../../usecases/identity/account-state.js';
import type { FindingCode, Report } from './finding.js';
import type { StreamValues } from './stream-check.js';

/** What the tables hold of one account. */
interface AccountRows {
  readonly person: string;
  readonly active: boolean;
  readonly identities: readonly string[];
  readonly tokens: readonly string[];
}

/** Folds an account again, record by record, beside its state and the rows by which people sign in. */
export class AccountFold {
  #state: AccountState | null = null;
  #digest: DigestPair | undefined;
  #broken = false;

  constructor(
    private readonly stream: StreamValues,
    private readonly hash: Hash,
    private readonly report: Report,
  ) {}

  /** The next record of the stream. */
  visit(record: LedgerRecord): void {
    const personal = personalDataIn(JSON.stringify(record.data), []);
    if (personal) this.#find('personal-data', `holds ${personal}`, record.seq);
    if (this.#broken || CONTENT_RECORDS.has(record.type)) return;
    if (record.before && !sameDigest(record.before, this.#digest)) {
      this.#find('fold-wrong', 'the state before is not the one that the records fold to', record.seq);
    }
    try {
      this.#state = evolveAccount(this.#state, record.data as unknown as AccountEvent);
    } catch (problem) {
      this.#broken = true;
      this.#find('fold-impossible', problem instanceof Error ? problem.message : String(problem), record.seq);
      return;
    }
    this.#digest = textDigest(canonicalJson(this.#state), this.hash);
    if (!sameDigest(record.after, this.#digest)) {
      this.#find('fold-wrong', 'the state after is not the one that the records fold to', record.seq);
    }
  }

  /** After the last record: the stream's state, and the rows. */
  async finish(runner: QueryRunner): Promise<void> {
    const state = this.#state;
    if (this.#broken || !state) return;
    if (canonicalJson(state) !== this.stream.state) {
      this.#find('fold-wrong', 'the stored state is not the one that the records fold to');
    }
    if (this.stream.id === NOBODYS_ACCOUNT) return;
    const rows = await readRows(runner, this.stream.id);
    if (!rows) return this.#find('account-row-wrong', 'there is no account for this stream');
    const { person, standing, identities, tokens } = state;
    const expected: AccountRows = { person, active: standing === 'active', ...{ identities, tokens } };
    for (const key of ['person', 'active', 'identities', 'tokens'] as const) {
      if (inOrder(rows[key]) === inOrder(expected[key])) continue;
      this.#find('account-row-wrong', `${key} of the account are not what its records say`);
    }
  }

  #find(code: FindingCode, message: string, seq?: number): void {
    this.report({ code, message, stream: this.stream.id, ...(seq !== undefined && { seq }) });
  }
}

function inOrder(value: AccountRows[keyof AccountRows]): string {
  return JSON.stringify(typeof value === 'object' ? [...value].sort() : value);
}

async function readRows(runner: QueryRunner, account: string): Promise<AccountRows | undefined> {
  const rows = (await runner.query(
    `select a.person, a.password_hash is not null as active,
      array(select i.id from identities i where i.account = a.id) as identities,
      array(select s.id from sessions s where s.account = a.id and s.kind = 'token') as tokens
    from accounts a where a.id = $1`,
    [account],
  )) as AccountRows[];
  return rows[0];
}
