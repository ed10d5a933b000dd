/** Titles of a procedure's acts and clocks, as its published definition has them. */
export interface Titles {
  readonly acts: Readonly<Record<string, { readonly title: Words; readonly event: string }>>;
  readonly clocks: Readonly<Record<string, { readonly title: Words }>>;
  readonly documents: Readonly<Record<string, { readonly title: Words }>>;
}

type Words = string | { readonly zh: string };

/** The members of a ledger record that the timeline shows. */
export interface TimelineRecord {
  readonly seq: number;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor?: { readonly person: string; readonly post?: string };
  readonly basis?: readonly { readonly law: string; readonly article: string }[];
  readonly data: {
    readonly cause: string;
    readonly act?: string;
    readonly on: string;
    readonly documents?: readonly string[];
    readonly lapse?: { readonly clock: string; readonly dueOn: string; readonly effectiveOn?: string };
    readonly clocks?: readonly ClockLine[];
  };
}

interface ClockLine {
  readonly id: string;
  readonly action: string;
  readonly ground?: string;
  readonly dueOn?: string;
  readonly promisedDueOn?: string;
  readonly notBefore?: string;
}

/** One thing that stood against an act, as the problem document tells it. */
export interface UnmetLine {
  readonly say: string;
  readonly basis: readonly string[];
}

const ACTIONS: Readonly<Record<string, string>> = {
  ...{ start: '开始 starts', stop: '停止 stops', pause: '中止 rests', resume: '恢复 resumes' },
  ...{
    extend: '延长 extended',
    interrupt: '中断 begins anew',
    lapse: '届满 lapsed',
    break: '承诺期满 promise broken',
  },
  recompute: '重算 recomputed',
};

/** The lines of one record: the day, what happened, who did it, on what ground, and every clock it moved. */
export function recordLines(
  record: TimelineRecord,
  titles: Titles,
  nameOf: (person: string) => string,
): string[] {
  const { data, actor, basis } = record;
  const who = actor ? `${nameOf(actor.person)}${actor.post ? `（${actor.post}）` : ''}` : '依法 by law';
  const articles = provisionsInWords(basis ?? []);
  const lines = [`${data.on}  ${heading(record, titles)}  ${who}`];
  if (articles) lines.push(`${INDENT}依据 ${articles}`);
  if (data.lapse?.effectiveOn !== undefined)
    lines.push(`${INDENT}法律效果自 ${data.lapse.effectiveOn} 起 effective`);
  if (data.documents?.length) {
    lines.push(
      `${INDENT}文书 ${data.documents.map((name) => words(titles.documents[name]?.title, name)).join('、')}`,
    );
  }
  for (const clock of data.clocks ?? []) lines.push(`${INDENT}⏱ ${clockLine(clock, titles)}`);
  return lines;
}

/** The lines of a refusal: everything that stood against the act, and when time alone would cure it. */
export function refusalLines(unmet: readonly UnmetLine[], earliestPossible: string | undefined): string[] {
  const lines = unmet.map(({ say, basis }) => `${INDENT}✗ ${say}  ${basis.join('、')}`);
  if (earliestPossible !== undefined)
    lines.push(`${INDENT}最早 ${earliestPossible} 可以办理 earliest possible`);
  return lines;
}

const INDENT = '            ';

/** Every law once, with its articles. */
function provisionsInWords(basis: NonNullable<TimelineRecord['basis']>): string {
  const laws = [...new Set(basis.map(({ law }) => law))];
  const articlesOf = (law: string): string =>
    basis.flatMap((one) => (one.law === law ? [one.article] : [])).join('、');
  return laws.map((law) => `《${law}》${articlesOf(law)}`).join('；');
}

function heading({ type, data }: TimelineRecord, titles: Titles): string {
  const act = data.act === undefined ? undefined : titles.acts[data.act];
  if (data.cause === 'refusal') return `✗ 未准许 refused: ${words(act?.title, data.act ?? '')}`;
  if (data.cause === 'promise') return `⏱ 承诺期限届满 ${type}`;
  if (data.lapse) return `⏱ ${words(titles.clocks[data.lapse.clock]?.title, data.lapse.clock)}届满 ${type}`;
  return `✓ ${words(act?.title, data.act ?? '')} ${type}`;
}

function clockLine(clock: ClockLine, titles: Titles): string {
  const title = words(titles.clocks[clock.id]?.title, clock.id);
  const ground = clock.ground === undefined ? '' : `（${clock.ground}）`;
  const due = clock.dueOn === undefined ? '' : ` → ${clock.dueOn}`;
  const promised = clock.promisedDueOn === undefined ? '' : `（承诺 promised ${clock.promisedDueOn}）`;
  const floor = clock.notBefore === undefined ? '' : ` 不得早于 not before ${clock.notBefore}`;
  return `${title} ${ACTIONS[clock.action] ?? clock.action}${ground}${floor === '' ? due : floor}${promised}`;
}

function words(title: Words | undefined, name: string): string {
  if (title === undefined) return name;
  return typeof title === 'string' ? title : title.zh;
}
