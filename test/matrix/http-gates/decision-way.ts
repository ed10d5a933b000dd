import { holderOf, type DecisionTown, type Post } from './decision-town.js';

type Input = Readonly<Record<string, unknown>>;

/** An act on the way: who does it and what he says. */
interface Stop {
  readonly by: Post;
  readonly input: Input;
}

/** No duty of chapter two applies, each with its ground. */
const NO_DUTY = {
  ...{ units: 1, touchesUnits: false, openToPublic: false, specialGroups: false, hearingNeeded: false },
  ...{ technical: false, adverseEffect: false, market: false, exploratory: false },
  ...{
    noConsultationGround: '仅涉及本单位',
    nonDisclosureGround: '国家秘密',
    notTechnicalGround: '技术性不强',
  },
  ...{ noAdverseEffectGround: '无不利影响', notMarketGround: '不涉及经营者' },
};

const OPINION = {
  ...{ authority: 'conforming', authorityBasis: '地方组织法', process: 'conforming', processBasis: '条例' },
  ...{ content: 'conforming', contentBasis: '符合', conclusion: 'lawful', version: 1 },
};

/** Every act by which a decision on which no duty rests comes about, in its order. */
const WAY: Readonly<Record<string, Stop>> = {
  classify: { by: 'office', input: { class: 'policy' } },
  submitStudy: { by: 'office', input: { recommendation: 'start', summary: '有必要' } },
  start: { by: 'chief', input: NO_DUTY },
  describeDraft: {
    by: 'drafter',
    input: {
      ...{ researched: true, basisList: ['地方组织法'], policiesConnected: true, costBenefit: 'done' },
      ...{ majorDisagreement: false, alternatives: 1 },
    },
  },
  sendForReview: { by: 'drafter', input: { basisAttached: true, procedureStatement: '均已履行' } },
  acceptMaterials: { by: 'legalOffice', input: { complete: true } },
  recordCounsel: { by: 'counsel', input: { opinion: '合法' } },
  issueOpinion: { by: 'legalOffice', input: OPINION },
  submitBundle: { by: 'drafter', input: { draft: true, legalityOpinion: true, others: [] } },
  decide: { by: 'chief', input: { resolution: 'passed' } },
  reportToParty: { by: 'partySecretary', input: { number: '府党组1号', version: 1 } },
  recordPartyReply: { by: 'partySecretary', input: { number: '市委1号' } },
  dispenseCongress: { by: 'chief', input: { ground: '不属于' } },
  issue: { by: 'chief', input: {} },
  assignExecution: { by: 'office', input: { units: 1, tasks: '年底前完成' } },
  reportExecution: { by: 'executor', input: { progress: '完成' } },
  endExecution: { by: 'office', input: {} },
};

/** How one of the acts is done on the way. */
export function stop(act: string): Stop {
  const found = WAY[act];
  if (!found) throw new Error(`${act} is not on the way`);
  return found;
}

/** One decision on its way. The simulated day goes on only, for all of them. */
export class DecisionWay {
  private constructor(
    readonly town: DecisionTown,
    readonly id: string,
  ) {}

  get path(): string {
    return `/v1/cases/${this.id}`;
  }

  static async begin(town: DecisionTown): Promise<DecisionWay> {
    const body = { procedure: 'major-decision', subject: '测试决策', applicant: { name: '市交通局' } };
    const { caseId } = await town.done(holderOf('office'), '/v1/cases', {
      ...{ ...body, act: 'propose', input: { source: 'leader' } },
    });
    return new DecisionWay(town, String(caseId));
  }

  /** An act by its holder, as on the way or as told. */
  async act(act: string, more: Input = {}, by?: Post): Promise<void> {
    const told = WAY[act];
    const person = holderOf(by ?? told?.by ?? 'drafter');
    await this.town.done(person, `${this.path}/acts/${act}`, { input: { ...told?.input, ...more } });
  }

  /** A version of the draft, and the words that go with it. */
  async draft(text = '第一条 调整公交线路。'): Promise<void> {
    await this.town.done(holderOf('drafter'), `${this.path}/drafts/draft/versions`, { text });
  }

  /** To the drafting with these duties: the draft is there, nothing else is done. */
  async drafting(duties: Input = {}): Promise<void> {
    for (const act of ['classify', 'submitStudy']) await this.act(act);
    await this.act('start', duties);
    await this.draft();
    await this.act('describeDraft');
  }

  /** To before the act, on the way of a decision on which no duty rests. */
  async before(act: string): Promise<void> {
    await this.drafting();
    for (const next of Object.keys(WAY).slice(Object.keys(WAY).indexOf('sendForReview'))) {
      if (next === act) return;
      if (next === 'issueOpinion') await this.days(21);
      if (next === 'decide') await this.meet();
      await this.act(next);
    }
  }

  /** An executive meeting that has passed it. */
  async meet(): Promise<void> {
    const [secretary, { town }] = [holderOf('secretary'), this];
    const on = await this.days(0);
    const day = new Date(Date.parse(on) + 7 * 86_400_000).toISOString().slice(0, 10);
    const body = { forum: 'executive', unit: 'office', day, time: '09:00', place: '一号会议室' };
    const { meeting } = await town.done(secretary, '/v1/meetings', body);
    const path = `/v1/meetings/${String(meeting)}`;
    await town.done(secretary, `${path}/items`, { caseId: this.id, name: 'meeting' });
    await town.done(secretary, `${path}/papers`);
    await town.advance(`${day}T01:00:00.000Z`);
    const present = [holderOf('chief'), holderOf('member')];
    await town.done(secretary, `${path}/openings`, { present });
    await town.done(secretary, `${path}/items/1/beginnings`);
    for (const person of present.toReversed()) {
      await town.done(secretary, `${path}/items/1/speeches`, { person, stance: 'agree', text: '同意' });
    }
    await town.done(secretary, `${path}/items/1/decisions`, { result: 'passed' });
  }

  /** So many days pass; the instant at which it then is. */
  async days(count: number): Promise<string> {
    const { ports } = this.town.service.composition;
    const now = String(await ports.now.now());
    if (count === 0) return now;
    const to = new Date(Date.parse(now) + count * 86_400_000).toISOString();
    await this.town.advance(to);
    return to;
  }
}
