/** 云岭市中心城区公共交通线网优化调整方案: what is proposed, what the public says of it, and what becomes of that. */
export const SUBJECT = '云岭市中心城区公共交通线网优化调整方案';

/** Everybody in the play, by what he does in it. */
export const CAST = {
  ...{ office: 'o-751', mayor: 'o-701', lead: 'o-771', drafter: 'o-772', planner: 'o-761' },
  ...{ finance: 'o-762', police: 'o-763', competition: 'o-764', host: 'o-752', assessor: 'o-781' },
  ...{ legality: 'o-722', counsel: 'o-724', secretary: 'o-706', party: 'o-753', publisher: 'o-754' },
  ...{ archivist: 'o-755', dissenter: 'o-702' },
} as const;

const ARTICLES: readonly string[] = [
  '为了优化公共交通线网，缩短候车时间，方便群众出行，根据《城市公共交通条例》，制定本方案。',
  '撤并与轨道交通1号线重复的公交线路六条，新开通轨道接驳线路八条，早晚高峰发车间隔不超过八分钟。',
  '15路与23路合并为15路，调整后不再停靠老城北站，改停解放路口站。',
  '票价不变；六十分钟以内换乘免费。',
  '新开通线路的经营者依法通过招标等公平竞争方式确定，不得设置本地企业优先条件。',
  '违反规定占用公交专用道的，由市交通运输局处五百元罚款。',
  '运营亏损按照成本规制核定补贴，列入市级财政预算。',
  '本方案自2026年9月1日起施行。',
];

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八'] as const;

/** The draft as it is published for comment. */
export const FIRST_DRAFT = textOf(ARTICLES);

/** After the comments, the experts and the legality review: the stop stays, transfers are longer, no fine of its own. */
export const FINAL_DRAFT = textOf(
  ARTICLES.with(2, '15路与23路合并为15路，保留老城北站，增设解放路口站；老城北站设无障碍候车亭。')
    .with(3, '票价不变；九十分钟以内换乘免费。')
    .with(5, '违反规定占用公交专用道的，由公安机关交通管理部门依照《中华人民共和国道路交通安全法》处理。'),
);

function textOf(articles: readonly string[]): string {
  const lines = articles.map((words, at) => `第${NUMERALS[at] ?? ''}条　${words}`);
  return [SUBJECT, '（草案）', ...lines].join('\n');
}

/** A comment and, as the drafters will settle it, its fate. */
export interface PublicComment {
  readonly on: string;
  readonly text: string;
  /** Id of the article. */
  readonly article?: string;
  readonly author?: {
    readonly name: string;
    readonly contact?: string;
    readonly kind: 'person' | 'organisation';
  };
  readonly result: 'adopted' | 'partlyAdopted' | 'notAdopted' | 'explained';
  readonly reason: string;
}

const person = (name: string, contact?: string): NonNullable<PublicComment['author']> => ({
  ...{ name, kind: 'person' },
  ...(contact !== undefined && { contact }),
});

const KEEP_THE_STOP = '保留老城北站，附近有养老院和云岭市第二医院，老人走不到解放路口。';

/** Online, without signing in; on days on which something else happens as well. */
export const COMMENTS: readonly PublicComment[] = [
  {
    ...{ on: '2026-03-24', article: 'a3', text: KEEP_THE_STOP, author: person('赵桂芬', '13800001111') },
    ...{ result: 'adopted', reason: '第三条已修改，保留老城北站' },
  },
  {
    ...{ on: '2026-03-24', article: 'a3', text: KEEP_THE_STOP, author: person('钱树林') },
    ...{ result: 'adopted', reason: '第三条已修改，保留老城北站' },
  },
  {
    ...{ on: '2026-03-26', article: 'a4', text: '从北郊进城要换两次车，六十分钟不够，建议延长到两小时。' },
    ...{ result: 'partlyAdopted', reason: '延长至九十分钟；两小时财政负担过重' },
  },
  {
    ...{ on: '2026-03-30', article: 'a2', text: '23路是上学的线路，请不要撤并。', author: person('周小雨') },
    ...{ result: 'notAdopted', reason: '合并后的15路经过原23路各校站点，高峰间隔缩短至八分钟' },
  },
  {
    ...{ on: '2026-04-03', article: 'a7', text: '补贴每年多少钱？请公布成本规制的结果。' },
    ...{ result: 'explained', reason: '成本规制结果每年随决算公开' },
  },
  {
    on: '2026-04-09',
    text: '希望允许我公司继续经营23路。',
    article: 'a5',
    author: { name: '云岭市通达客运有限公司', kind: 'organisation' },
    ...{ result: 'notAdopted', reason: '新线路经营者通过公开招标确定，不得设置优先条件' },
  },
];

/** By letter, entered by an official. */
export const LETTER: PublicComment = {
  ...{ on: '2026-04-13', article: 'a6', text: '占道停车的罚款由谁来罚？交通局有这个权力吗？' },
  ...{ author: person('孙长河'), result: 'adopted', reason: '第六条已按合法性审查意见修改' },
};

/** Of the hearing, entered from its record. */
export const HEARD: PublicComment = {
  ...{ on: '2026-04-22', article: 'a3', text: '听证代表：老城北站应当设无障碍设施。' },
  ...{ result: 'adopted', reason: '第三条增加无障碍候车亭' },
};

/** 决策咨询论证专家库: fields by expert. The one from the department in charge may take a third of the seats at most. */
export const POOL = [
  { expert: 'o-742', fields: ['安全'] },
  { expert: 'o-743', fields: ['城乡规划'] },
  { expert: 'o-744', fields: ['公共卫生'] },
  { expert: 'o-745', fields: ['生态环境'] },
  { expert: 'o-746', fields: ['法学'] },
  { expert: 'o-747', fields: ['交通运输'], sector: true },
  { expert: 'o-748', fields: ['财政价格'] },
  { expert: 'o-749', fields: ['社会学'], differing: true },
] as const;

/** Five, an odd number, one at least of whom is known to see it differently. */
export const DRAW_RULE = {
  ...{ count: 5, odd: true, least: 5, differing: 1, sector: { parts: 1, of: 3 } },
} as const;

/** Word for word, as the minutes and the proof of his own words must have it. */
export const DISSENT =
  '我不同意现在通过。财政部门指出每年一千二百万元补贴没有落实来源；城东片区老年人换乘次数增加，建议先试点半年再全面调整。';

/** What the others say in the meeting; they agree. */
export const SPEECHES: readonly { readonly person: string; readonly text: string }[] = [
  { person: 'o-703', text: '同意。市场监管部门已作公平竞争审查，没有限制竞争的内容。' },
  { person: 'o-704', text: '同意。线路与国土空间规划衔接，保留老城北站很有必要。' },
  { person: 'o-705', text: '同意。首末班车时间请在实施中一并公布。' },
];

/** The chief, when everybody has spoken. */
export const LAST_WORD = '同意通过。补贴来源在年度预算中解决；金毅同志的意见请如实记录，城东片区先行评估。';
