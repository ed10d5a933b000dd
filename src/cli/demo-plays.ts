/** One step of a play: a day, and what somebody does on it. Without an act only time passes. */
export interface PlayStep {
  /** Legal day; the act happens at ten in the morning, Beijing time. */
  readonly on: string;
  readonly by?: string;
  readonly act?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly parties?: Readonly<Record<string, readonly string[]>>;
  /** Said before the step. */
  readonly note?: string;
}

/** A case to be played: who applies for what, and how it goes. The first step opens it. */
export interface Play {
  readonly title: string;
  readonly subject: string;
  readonly applicant: { readonly name: string; readonly person: string };
  readonly steps: readonly PlayStep[];
}

const papers = (...names: readonly string[]): readonly object[] =>
  names.map((name) => ({ name, form: 'original', state: 'ok' }));

/** A smooth licence: accepted the next day, granted within the promised term, delivered, published. */
export const SMOOTH: Play = {
  title: '一、顺利办结 · a smooth licence',
  subject: '食品经营许可（云岭市第一小学食堂）',
  applicant: { name: '刘洋', person: 'p-0001' },
  steps: [
    {
      on: '2026-01-08',
      by: 'o-101',
      act: 'receive',
      input: {
        ...{ kind: 'general', guideVersion: '2026-01', channel: 'counter', truthful: true },
        materials: papers('申请书', '营业执照', '场所平面图'),
      },
    },
    { on: '2026-01-09', by: 'o-101', act: 'accept' },
    {
      on: '2026-01-13',
      by: 'o-201',
      act: 'concludeReview',
      input: { opinion: 'grant', reasons: '符合法定条件' },
    },
    {
      on: '2026-01-14',
      by: 'o-301',
      act: 'grant',
      input: { content: '热食类食品制售', validUntil: '2031-01-13' },
    },
    {
      on: '2026-01-16',
      by: 'o-102',
      act: 'deliver',
      input: { form: 'permit', mode: 'direct', sealed: true },
    },
    { on: '2026-01-19', by: 'o-102', act: 'publishCredit' },
    { on: '2026-01-20', by: 'o-102', act: 'publish', input: { secretsRemoved: true } },
  ],
};

/** The hard way: nobody looks at it in time, an inspection, an extension, a hearing on request. */
export const CONTESTED: Play = {
  title: '二、一波三折 · deemed acceptance, inspection, extension, hearing',
  subject: '特种设备使用登记前检验许可（云岭客运索道）',
  applicant: { name: '何芳', person: 'p-0002' },
  steps: [
    {
      on: '2026-03-02',
      by: 'p-0002',
      act: 'receive',
      note: '网上提交，窗口五个工作日内没有答复 · filed online; the window stays silent for five working days',
      input: {
        ...{ kind: 'inspection', guideVersion: '2026-01', channel: 'portal', truthful: true },
        materials: papers('申请书', '设计文件', '制造单位资质证明'),
      },
    },
    {
      on: '2026-03-10',
      by: 'o-101',
      act: 'notifyCorrections',
      note: '这时才要求补正，已经晚了 · only now are corrections asked for: too late',
      input: { items: [{ material: '设计文件', defect: '缺页', listed: true }] },
    },
    { on: '2026-03-11', by: 'o-201', act: 'assignInspectors', input: { persons: ['o-501', 'o-502'] } },
    { on: '2026-03-12', by: 'o-201', act: 'special.begin', input: { ground: '检验', daysNeeded: 8 } },
    { on: '2026-03-19', by: 'o-501', act: 'signInspection', input: { standard: 'GB 12352-2018' } },
    { on: '2026-03-20', by: 'o-502', act: 'signInspection', input: { standard: 'GB 12352-2018' } },
    { on: '2026-03-20', by: 'o-201', act: 'special.end', input: { report: 'JY-2026-017' } },
    { on: '2026-03-20', by: 'o-201', act: 'recordResult', input: { passed: true } },
    { on: '2026-03-23', by: 'o-201', act: 'findInterest', input: { betweenParties: true } },
    {
      on: '2026-03-24',
      by: 'o-201',
      act: 'concludeReview',
      note: '没有听取利害关系人意见就想结束审查 · the reviewer would like to conclude without hearing the neighbours',
      input: { opinion: 'grant', reasons: '检验合格' },
    },
    {
      on: '2026-03-24',
      by: 'o-201',
      act: 'notifyInterested',
      parties: { interestedParty: ['p-0003'] },
      input: { until: '2026-03-30' },
    },
    { on: '2026-03-24', by: 'o-201', act: 'hearing.notifyRight', input: { persons: 2 } },
    {
      on: '2026-03-26',
      by: 'p-0003',
      act: 'hearing.request',
      note: '利害关系人沈涛申请听证 · a neighbour asks for a hearing',
    },
    { on: '2026-03-27', by: 'o-302', act: 'extendDecision', input: { reason: '案情复杂，需要组织听证' } },
    { on: '2026-03-27', by: 'o-302', act: 'hearing.appointChair', input: { chair: 'o-401' } },
    {
      on: '2026-03-27',
      by: 'o-201',
      act: 'hearing.arrange',
      note: '四月七日开听证会，通知太晚 · a hearing on 7 April: the notice comes too late',
      input: hearingOn('2026-04-07'),
    },
    { on: '2026-03-27', by: 'o-201', act: 'hearing.arrange', input: hearingOn('2026-04-10') },
    {
      on: '2026-04-10',
      by: 'o-401',
      act: 'hearing.hold',
      input: { reviewerPresented: true, partiesArgued: true },
    },
    {
      on: '2026-04-13',
      by: 'o-401',
      act: 'hearing.confirmMinutes',
      input: { attended: 4, signed: 3, refusalsNoted: 1 },
    },
    { on: '2026-04-13', by: 'o-201', act: 'closeStatements' },
    {
      on: '2026-04-14',
      by: 'o-201',
      act: 'concludeReview',
      input: { opinion: 'grant', reasons: '检验合格，听证意见已研究' },
    },
    {
      on: '2026-04-15',
      by: 'o-301',
      act: 'grant',
      note: '决定没有写明以听证笔录为根据 · a decision that does not rest on the record of the hearing',
      input: { content: '客运索道使用' },
    },
    {
      on: '2026-04-15',
      by: 'o-301',
      act: 'grant',
      input: { content: '客运索道使用', onHearingRecord: true },
    },
    {
      on: '2026-04-17',
      by: 'o-101',
      act: 'deliver',
      input: { form: 'permit', mode: 'direct', sealed: true },
    },
    { on: '2026-04-17', by: 'o-101', act: 'publishCredit' },
    { on: '2026-04-20', by: 'o-101', act: 'publish', input: { secretsRemoved: true } },
  ],
};

function hearingOn(day: string): Readonly<Record<string, unknown>> {
  const lawful = { open: true, free: true };
  return { day, place: '政务服务中心三楼听证室', ...lawful, daysNeeded: 15 };
}
