import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import type { Unmet } from '../../engine/case/refusal.js';
import { recordedAt } from '../cases/act-context.js';
import { administrativeDenials } from '../powers/administrative-power.js';
import type { IdentityPorts } from '../identity/identity-ports.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import type { Append, Ports, StreamHead } from '../ports.js';
import type { Happenings } from './happenings.js';
import type { WebhookChange } from './notice-change.js';
import type { WebhookSender, Webhooks } from './webhook-ports.js';
import { evolveWebhooks, type WebhookEvent, type WebhooksState } from './webhook-state.js';

/** What administering subscriptions needs. */
export interface WebhookAdministration
  extends
    Pick<Ports, 'ledger' | 'now' | 'ids' | 'hash' | 'installation' | 'directory' | 'checkPower' | 'rules'>,
    Pick<IdentityPorts, 'vault' | 'secrets' | 'wallClock'> {
  readonly webhooks: Webhooks;
  readonly happenings: Pick<Happenings, 'number'>;
  readonly sender: Pick<WebhookSender, 'refusedUrl'>;
}

/** What one append on the stream of subscriptions says and changes. Without an event nothing is written. */
export interface WebhookWork<T> {
  readonly event?: WebhookEvent;
  readonly change?: WebhookChange;
  readonly parts?: Readonly<Record<string, unknown>>;
  readonly result: T;
}

/**
 * Lets `work` decide on the subscriptions as they stand, and writes record and rows in one transaction, when the asker
 * has the power; `work` may be called again when somebody was faster.
 */
export async function recordOnWebhooks<T>(
  ports: WebhookAdministration,
  by: Asker,
  work: (state: WebhooksState) => WebhookWork<T>,
): Promise<T | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] }> {
  type Answer = T | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] };
  const request = { stream: LIBRARY_STREAMS.webhooks, kind: 'webhooks' as const, create: true };
  const answer = await ports.ledger.transact<Answer>(request, async (head) => {
    const now = await ports.now.now();
    const snapshot = await ports.directory.at(head.organisationVersion);
    const unmet = administrativeDenials(ports, snapshot, { asker: by, action: 'manageWebhooks' }, now);
    if (unmet.length > 0) return { result: { outcome: 'refused', unmet } };
    const before = head.stateText === null ? {} : (JSON.parse(head.stateText) as WebhooksState);
    const { event, change, parts, result } = work(before);
    if (!event) return { result };
    const stateText = canonicalJson(evolveWebhooks(before, event));
    const record = sealed(ports, head, { by, event, stateText, parts: parts ?? {} }, recordedAt(now, head));
    const append: Append = {
      ...{ head, records: [record], stateText },
      versionAfter: head.version + (stateText === head.stateText ? 0 : 1),
      organisationVersion: head.organisationVersion,
      ...(change && { noticeChange: { webhook: change } }),
    };
    return { append, result };
  });
  // Without an idempotency key no answer is ever repeated.
  return answer as Answer;
}

function sealed(
  ports: WebhookAdministration,
  head: StreamHead,
  what: {
    readonly by: Asker;
    readonly event: WebhookEvent;
    readonly stateText: string;
    readonly parts: Readonly<Record<string, unknown>>;
  },
  at: ReturnType<typeof recordedAt>,
): Append['records'][number] {
  const { installation, hash } = ports;
  return sealRecord(
    {
      log: installation.log,
      id: ports.ids.uuid(at),
      type: what.event.type,
      occurredAt: at,
      recordedAt: at,
      ...(installation.mode === 'simulated' && { simulated: true as const }),
      actor: recordActor(what.by),
      rules: ports.rules,
      engine: installation.engine,
      ...(head.stateText !== null && { before: textDigest(head.stateText, hash) }),
      after: textDigest(what.stateText, hash),
      data: what.event as unknown as Readonly<Record<string, unknown>>,
    },
    head,
    what.parts,
    hash,
    () => ports.ids.salt(),
  );
}
