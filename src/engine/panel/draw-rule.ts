import type { CivilDate } from '../clock/time.js';
import { canFill, seatGroups, sectorCap } from './draw-seats.js';
import { MOST_EXPERTS, MOST_MEMBERS, type DrawFault, type DrawRule, type PoolExpert } from './draw-words.js';

/** Those of the pool who may be chosen under the rule, on its day. */
export function eligibleExperts(rule: DrawRule, pool: readonly PoolExpert[]): readonly PoolExpert[] {
  return pool.filter(
    (expert) =>
      !isOut(expert, rule.on) &&
      (rule.fields === undefined || expert.fields.some((field) => rule.fields?.includes(field))),
  );
}

function isOut({ out }: PoolExpert, on: CivilDate): boolean {
  return out !== undefined && (out.until === undefined || on <= out.until);
}

/**
 * Everything for which no panel can be drawn from the pool under the rule: a rule that contradicts itself, a pool that
 * cannot meet it. Where there is nothing, every draw ends with a panel that meets the rule.
 */
export function drawFaults(rule: DrawRule, pool: readonly PoolExpert[]): readonly DrawFault[] {
  const wrong = [...ruleFaults(rule), ...poolFaults(pool)];
  return wrong.length > 0 ? wrong : shortages(rule, eligibleExperts(rule, pool));
}

/** Everything for which a rule contradicts itself, whatever the pool. */
export function ruleFaults(rule: DrawRule): readonly DrawFault[] {
  const { count, odd, least = 1, seats = {}, differing = 0, sector, fields } = rule;
  const faults: DrawFault[] = [];
  const add = (at: string, zh: string, en: string): void => void faults.push({ at: `/rule/${at}`, zh, en });
  if (count < 1 || count > MOST_MEMBERS)
    add('count', `专家人数应为 1 至 ${MOST_MEMBERS}`, `from 1 to ${MOST_MEMBERS} members`);
  if (odd && count % 2 === 0) add('count', '专家人数应当为奇数', 'the number of members must be odd');
  if (count < least) add('count', `专家人数不得少于 ${least}`, `at least ${least} members`);
  const reserved = Object.values(seats).reduce((sum, n) => sum + n, differing);
  if (reserved > count)
    add(
      'seats',
      `指定席位 ${reserved} 席，超过专家人数`,
      `${reserved} seats are reserved, more than members`,
    );
  for (const field of Object.keys(seats)) {
    if (fields && !fields.includes(field))
      add(`seats/${field}`, '不属于所需专业领域', 'is none of the fields that are wanted');
  }
  if (sector && (sector.of < 1 || sector.parts < 0 || sector.parts > sector.of))
    add('sector', '比例应在零与一之间', 'must be a part from none to all');
  return faults;
}

function poolFaults(pool: readonly PoolExpert[]): readonly DrawFault[] {
  const faults: DrawFault[] = [];
  if (pool.length > MOST_EXPERTS)
    faults.push({ at: '/pool', zh: `专家库不得超过 ${MOST_EXPERTS} 人`, en: `at most ${MOST_EXPERTS}` });
  const seen = new Set<string>();
  for (const { expert } of pool) {
    if (seen.has(expert))
      faults.push({ at: '/pool', zh: `${expert} 在库中重复`, en: `${expert} is in the pool twice` });
    seen.add(expert);
  }
  return faults;
}

/** What the pool lacks, each lack by itself; and, where each alone could be met, that all together cannot. */
function shortages(rule: DrawRule, eligible: readonly PoolExpert[]): readonly DrawFault[] {
  const faults: DrawFault[] = [];
  const need = (what: { readonly zh: string; readonly en: string }, wanted: number, there: number): void => {
    if (there >= wanted) return;
    faults.push({
      at: '/pool',
      zh: `${what.zh}：需要 ${wanted} 人，库中符合条件的只有 ${there} 人`,
      en: `${what.en}: ${wanted} wanted, ${there} in the pool may be chosen`,
    });
  };
  const cap = sectorCap(rule);
  need({ zh: '专家', en: 'experts' }, rule.count, eligible.length);
  for (const [field, seats] of Object.entries(rule.seats ?? {})) {
    need({ zh: field, en: field }, seats, eligible.filter(({ fields }) => fields.includes(field)).length);
  }
  const differing = eligible.filter((expert) => expert.differing).length;
  need({ zh: '持不同意见的专家', en: 'experts of another view' }, rule.differing ?? 0, differing);
  const outside = eligible.filter(({ sector }) => !sector).length;
  need(
    { zh: '行业主管部门以外的专家', en: 'experts from outside the department in charge' },
    rule.count - cap,
    outside,
  );
  if (faults.length === 0 && !canFill(rule, [], seatGroups(rule, eligible))) {
    faults.push({
      at: '/rule',
      zh: '各项条件单独可以满足，合并后库中没有符合全部条件的组合',
      en: 'each condition can be met alone, but no panel from this pool meets all of them',
    });
  }
  return faults;
}
