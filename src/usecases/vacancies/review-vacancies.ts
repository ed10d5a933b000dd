import { civilDayOf } from '../../engine/clock/civil-date.js';
import { holdersOf } from '../../engine/organisation/holders.js';
import { caseStateOf } from '../cases/act-context.js';
import { barredRecords } from '../cases/case-on-hand.js';
import type { Ports } from '../ports.js';
import { settleVacancies } from './settle-vacancies.js';
import type { OpenTasks } from './vacancy-reads.js';

/** Cases taken up from one place in one round; the next round goes on. */
const BATCH = 200;

/**
 * Looks for steps without a lawful holder, and for tasks in unlawful hands, after the organisation or the day has
 * changed: places that nobody serves any more, hands that may no longer hold what they have, cases with recusals, and
 * vacancies that may have been filled. What a case's own acts change is settled with them. Run late, twice or by several
 * processes, it records each once; while neither organisation nor day changes, a further run finds nothing to do.
 *
 * @returns the number of cases in which something changed.
 */
export function reviewVacancies(ports: Ports, tasks: OpenTasks): () => Promise<number> {
  let reviewed: string | undefined;
  return async () => {
    const { version, index, organisation } = await ports.directory.current();
    const on = civilDayOf(await ports.now.now(), ports.installation.zone);
    const standing = `${version} ${on}`;
    if (standing === reviewed) return 0;
    let complete = true;
    const cases = new Set(await tasks.vacant());
    for (const recusal of Object.values(organisation.recusals)) cases.add(recusal.case);
    for (const place of await tasks.places()) {
      if (holdersOf(index, place.post, { ...place, on }).length > 0) continue;
      const waiting = await tasks.waitingIn(place, BATCH);
      for (const caseId of waiting) cases.add(caseId);
      complete &&= waiting.length < BATCH;
    }
    for (const hand of await tasks.hands()) {
      if (holdersOf(index, hand.post, { ...hand, on }).includes(hand.person)) continue;
      const held = await tasks.heldIn(hand, BATCH);
      for (const caseId of held) cases.add(caseId);
      complete &&= held.length < BATCH;
    }
    let changed = 0;
    for (const caseId of cases) changed += await review(ports, caseId);
    if (complete) reviewed = standing;
    return changed;
  };
}

async function review(ports: Ports, stream: string): Promise<number> {
  const answer = await ports.ledger.transact<number>({ stream, kind: 'case' }, async (head) => {
    const records = await barredRecords(ports, head);
    const { receipts } = settleVacancies(records, caseStateOf(head));
    if (receipts.length === 0) return { result: 0 };
    const append = { ...records.append({}), organisationVersion: head.organisationVersion };
    return { append, result: 1 };
  });
  return typeof answer === 'number' ? answer : 0;
}
