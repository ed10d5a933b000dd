import type { Words } from '../audit-question.js';
import type { CaseFacts } from './population-case.js';
import {
  deviatingRow,
  factRow,
  groupedBy,
  populationAnswer,
  type PopulationAnswer,
  type PopulationRow,
} from './population-row.js';

const ORDER: Words = {
  zh: '同一单位、程序、岗位按收件先后办理（审计提示）',
  en: 'a unit and post takes the cases of a procedure in the order in which they came',
};

/** Rows that an answer has at most: those overtaken most often. */
const MOST_ROWS = 500;

/** A case at a desk: when it came, and when the desk first acted on it. */
interface AtDesk {
  readonly facts: CaseFacts;
  readonly first: CaseFacts['firstActs'][number];
}

/** 插队: order of opening against order of the first act, desk by desk. */
export function queueOrder(cases: readonly CaseFacts[]): PopulationAnswer {
  const atDesks = cases.flatMap((facts) => facts.firstActs.map((first): AtDesk => ({ facts, first })));
  const desks = groupedBy(atDesks, ({ facts, first }) => `${facts.procedure} ${facts.unit} ${first.post}`);
  const found = desks.flatMap((desk) => desk.flatMap((one) => overtaken(one, desk)));
  const rows = found.toSorted((a, b) => b.times - a.times).map(({ row }) => row);
  const cut = rows.length > MOST_ROWS ? [CUT] : [];
  return populationAnswer(cases.length, rows.slice(0, MOST_ROWS), 'rule', [...cut, NOT_TOLD]);
}

function overtaken(
  one: AtDesk,
  desk: readonly AtDesk[],
): readonly { readonly times: number; readonly row: PopulationRow }[] {
  const { facts, first } = one;
  const before = desk.filter((other) => other.facts.opened.on > facts.opened.on && other.first.at < first.at);
  if (before.length === 0) return [];
  const waited = facts.reasons.filter(({ kind, at }) => kind !== 'urged' && at <= first.at);
  const urged = before.filter(({ facts: { reasons }, first: { at } }) =>
    reasons.some((reason) => reason.kind === 'urged' && reason.at <= at),
  );
  const explained = waited.length > 0 || urged.length === before.length;
  const data = {
    ...{ procedure: facts.procedure, unit: facts.unit, post: first.post, person: first.person },
    ...{ openedOn: facts.opened.on, firstActAt: first.at },
    overtakenBy: before.slice(0, 20).map(({ facts: { caseId } }) => caseId),
    times: before.length,
    reasons: [...waited.map(({ kind }) => kind), ...urged.map(() => 'urged')].slice(0, 20),
  };
  const say = {
    zh: `${facts.opened.on} 收件，其后收到的 ${before.length} 件先办${explained ? '；有留痕的理由' : '，未见理由'}`,
    en: `opened on ${facts.opened.on}; ${before.length} that came later went first${explained ? ', with a reason on record' : ', without a reason on record'}`,
  };
  const row = explained
    ? factRow(say, data, place(first))
    : deviatingRow(ORDER, say, data, { at: place(first) });
  return [{ times: before.length, row }];
}

function place({ caseId, seq, leaf }: AtDesk['first']) {
  return { caseId, seq, leaf };
}

const CUT: Words = {
  zh: `仅列被越过次数最多的 ${MOST_ROWS} 项`,
  en: `only the ${MOST_ROWS} that were overtaken most often`,
};
const NOT_TOLD: Words = {
  zh: '岗位之前各步所需时间不同，也会使先后变化；尚未办理的不计',
  en: 'steps before a desk take their own time, and that too changes the order; cases not yet acted on are not counted',
};
