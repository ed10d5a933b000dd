import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { DigestPair, SealedRecord } from '../../engine/audit/record.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import { Defect } from '../../engine/defect.js';
import { recordedAt } from '../cases/act-context.js';
import type { Append, StreamHead } from '../ports.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import type { AccountChange } from './account-change.js';
import { type AccountEvent, type AccountState, evolveAccount } from './account-state.js';
import type { IdentityPorts } from './identity-ports.js';

/** What one append on an account's stream says and changes. */
export interface AccountWork<T> {
  /** None: nothing is written. */
  readonly events: readonly AccountEvent[];
  readonly result: T;
  readonly change?: Omit<AccountChange, 'account'>;
  /** Personal content of the first record, such as the client's address. */
  readonly parts?: Readonly<Record<string, unknown>>;
  /** Who did it. Absent when nobody proved to be anybody. */
  readonly by?: Asker;
  /** What the decision rested on: the append loses when that has changed meanwhile. */
  readonly rests?: Pick<Append, 'organisationVersion' | 'actorStanding'>;
  /** How the person stands from now on (members of the public). */
  readonly standings?: Append['standings'];
  /** How the person is told. */
  readonly noticeChange?: Append['noticeChange'];
  /** Digest of the organisation's snapshot that was asked. */
  readonly dir?: DigestPair;
}

/**
 * Reads an account's head, lets `work` decide (again, when somebody was faster), and writes records and secrets in one
 * transaction.
 */
export async function onAccount<T>(
  ports: IdentityPorts,
  account: string,
  work: (state: AccountState | null, head: StreamHead) => Promise<AccountWork<T>>,
): Promise<T> {
  const now = await ports.now.now();
  const request = { stream: account, kind: 'account' as const, create: true };
  const answer = await ports.ledger.transact<T>(request, async (head) => {
    const before = head.stateText === null ? null : (JSON.parse(head.stateText) as AccountState);
    const done = await work(before, head);
    if (done.events.length === 0) return { result: done.result };
    const { records, stateText } = sealEvents(ports, head, done, before, recordedAt(now, head));
    const append: Append = {
      head,
      records,
      stateText,
      versionAfter: stateText === head.stateText ? head.version : head.version + 1,
      ...(done.change && { accountChange: { ...done.change, account } }),
      ...done.rests,
      ...(done.standings && { standings: done.standings }),
      ...(done.noticeChange && { noticeChange: done.noticeChange }),
    };
    return { append, result: done.result };
  });
  // Without an idempotency key no answer is ever repeated.
  return answer as T;
}

function sealEvents(
  ports: IdentityPorts,
  head: StreamHead,
  { events, by, dir, parts }: AccountWork<unknown>,
  before: AccountState | null,
  at: ReturnType<typeof recordedAt>,
): { readonly records: readonly SealedRecord[]; readonly stateText: string } {
  const records: SealedRecord[] = [];
  let state = before;
  let text = head.stateText;
  for (const event of events) {
    state = evolveAccount(state, event);
    const after = canonicalJson(state);
    records.push(
      sealRecord(
        {
          log: ports.installation.log,
          id: ports.ids.uuid(at),
          type: event.type,
          occurredAt: at,
          recordedAt: at,
          ...(ports.installation.mode === 'simulated' && { simulated: true as const }),
          ...(by && { actor: recordActor(by) }),
          // Policies decide what administrators do to others' accounts; one's own account is one's own.
          ...(by && by.person !== state.person && { rules: ports.rules }),
          ...(dir && { dir }),
          engine: ports.installation.engine,
          ...(text !== null && { before: textDigest(text, ports.hash) }),
          after: textDigest(after, ports.hash),
          data: event as unknown as Readonly<Record<string, unknown>>,
        },
        {
          stream: head.stream,
          seq: head.seq + records.length,
          leaf: records.at(-1)?.leaf ?? head.leaf,
        },
        records.length === 0 ? (parts ?? {}) : {},
        ports.hash,
        () => ports.ids.salt(),
      ),
    );
    text = after;
  }
  if (text === null) throw new Defect('an append without an event');
  return { records, stateText: text };
}
