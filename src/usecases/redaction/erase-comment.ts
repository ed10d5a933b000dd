import { caseOfReceipt } from '../../engine/case/receipt.js';
import type { Unmet } from '../../engine/case/refusal.js';
import type { CommentRow } from '../streams/consultation/consultation-ports.js';
import { groundOf } from './grounds.js';
import { judgeTarget } from './judge-target.js';
import type { FoundPart, RedactionPorts } from './redaction-ports.js';
import { transactRedaction, type RedactionAnswer } from './redaction-records.js';
import { RECEIPT_HOLDER } from './redaction-state.js';

/** One of the public withdraws his consent, by the number on the receipt of his comment. */
export interface CommentErasure {
  readonly receipt: string;
  /** `author`: who he is. `all`: his words too. */
  readonly what: 'author' | 'all';
  /** `Idempotency-Key`. */
  readonly key: string;
}

const GROUND = 'consent-withdrawn';

/**
 * Asks that what a comment tells of its author be erased: 个人信息保护法 15, 47. Whoever holds the receipt is taken for
 * him; that two of the authority must approve protects against a receipt in wrong hands.
 */
export async function requestCommentErasure(
  ports: RedactionPorts,
  { receipt, what, key }: CommentErasure,
): Promise<RedactionAnswer> {
  const prefix = caseOfReceipt(receipt);
  const comment = prefix === undefined ? undefined : await ports.comments.commentBeginning(prefix);
  if (!comment) return { outcome: 'unknown' };
  const wish = {
    ...{ id: ports.ids.randomUuid(), create: true as const, asked: { comment: comment.n, what } },
    key: { key, actor: `comment ${comment.stream} ${comment.n}` },
  };
  return transactRedaction(ports, wish, async ({ on }) => {
    const head = await ports.ledger.head(comment.stream);
    if (!head) return { answer: { outcome: 'unknown' } };
    const found = await partsOf(ports, comment, what);
    if ('unmet' in found) return { answer: { outcome: 'refused', unmet: found.unmet } };
    const target = { stream: comment.stream, kind: head.kind, parts: found.parts, files: [] };
    const unmet = await judgeTarget(ports, head, { target, ground: GROUND, measure: 'erase' }, on);
    if (unmet.length > 0) return { answer: { outcome: 'refused', unmet } };
    return {
      event: {
        ...{ type: 'redaction.requested', on, target, ground: GROUND },
        ...{ by: RECEIPT_HOLDER, needed: ports.redactionRules.approvals },
      },
      basis: groundOf(GROUND).basis,
    };
  });
}

async function partsOf(
  ports: RedactionPorts,
  { stream, seq, n }: CommentRow,
  what: CommentErasure['what'],
): Promise<
  { readonly parts: readonly Pick<FoundPart, 'seq' | 'name'>[] } | { readonly unmet: readonly Unmet[] }
> {
  const names = [`authors.${n}`, ...(what === 'all' ? [`comments.${n}`] : [])];
  const found = await ports.redactions.parts(
    stream,
    names.map((name) => ({ seq, name })),
  );
  const refused = (say: Unmet['say']) => ({
    unmet: [{ code: 'requirement-unmet' as const, say, basis: ['个人信息保护法 47'] }],
  });
  // Comments that came in a list are kept together: erasing one of them would erase the others.
  if (found.some(({ length }) => length !== 1)) return refused(TOGETHER);
  if (found.length === 0) return refused(NOTHING);
  const pending = await ports.redactions.pending(stream);
  const named = new Set(
    pending.flatMap(({ state }) => state.target.parts.map((part) => `${part.seq} ${part.name}`)),
  );
  const parts = found.map(({ name }) => ({ seq, name })).filter(({ name }) => !named.has(`${seq} ${name}`));
  return parts.length === 0 ? refused(PENDING) : { parts };
}

const TOGETHER = {
  zh: '这份意见与其他意见成批录入，须由征求意见的机关办理',
  en: 'this comment was entered in a list with others: the authority must do this',
};
const NOTHING = { zh: '没有可以抹除的内容，或者已经抹除', en: 'there is nothing to erase, or it is erased' };
const PENDING = { zh: '抹除申请正在审批', en: 'a request to erase this is pending' };
