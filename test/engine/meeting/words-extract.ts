import { sealRecord, type SealingHead } from '../../../src/engine/audit/seal-record.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { isOwn, type OwnWords } from '../../../src/engine/meeting/own-words.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const AT = '2026-10-12T01:00:00.000Z' as Instant;
export const DISSENT = '我不同意，理由有三：其一，成本未经审计。';

/** A stream of three speeches on an item and a decision; the second is the member's own. */
export function extract(): OwnWords {
  let head: SealingHead = { stream: 'm-1', seq: 0, leaf: null };
  const speech = (person: string, stance: string) => ({
    data: { type: 'speech.given', on: '2026-10-12', item: 1, person, stance },
    parts: { text: person === 'o-2' ? DISSENT : '同意。' },
  });
  const kept = [
    speech('o-3', 'agree'),
    speech('o-2', 'disagree'),
    speech('o-1', 'agree'),
    { data: { type: 'item.decided', on: '2026-10-12', item: 1, result: 'passed' }, parts: {} },
  ].map(({ data, parts }, n) => {
    const draft = {
      log: 'test',
      id: `r-${n}`,
      type: data.type,
      occurredAt: AT,
      recordedAt: AT,
      engine: 'test',
      data,
    };
    const sealed = sealRecord(draft, head, parts, nodeHash, () => `${n}`.repeat(64));
    const link = { seq: head.seq, text: sealed.text, leaf: sealed.leaf };
    head = { stream: 'm-1', seq: head.seq + 1, leaf: sealed.leaf };
    return { link, parts: sealed.parts.map(({ name, salt, value }) => ({ name, salt, value })) };
  });
  const mine = kept.filter(({ link }) => isOwn(link.text, 'o-2', 1));
  const chain = kept.slice(1).map(({ link }) => link);
  const last = chain.at(-1);
  if (!last) throw new Error('no chain');
  const own = mine.map(({ link, parts }) => ({ ...link, parts }));
  return { person: 'o-2', item: 1, own, chain, head: { seq: last.seq, leaf: last.leaf } };
}
