import type { Hash } from '../audit/record.js';
import { canonicalJson, NotCanonical } from '../audit/canonical-form.js';
import { drawCommitment, drawMembers, drawOrder, drawSeed, drawSuccessor, drawTicket } from './draw.js';
import { drawFileDigest, termsOf, type DrawFile } from './draw-file.js';
import { drawFaults, eligibleExperts, ruleFaults } from './draw-rule.js';
import { canFill } from './draw-seats.js';
import { DRAW_ROLES, type DrawFault, type PoolExpert } from './draw-words.js';
import { readDrawFile } from './read-draw-file.js';

/** How far a draw has come. `named`: nobody was drawn, the members were named with a reason. */
export type DrawStage = 'opened' | 'promised' | 'drawn' | 'named';

/** What doing a published draw again has shown: each step in words, and everything that is not as it must be. */
export interface DrawVerdict {
  /** Absent: it is no draw at all. */
  readonly stage?: DrawStage;
  readonly steps: readonly { readonly zh: string; readonly en: string }[];
  readonly faults: readonly DrawFault[];
}

/** Does a published draw again from its beginning. Pure: it needs the file and nothing else. */
export function verifyDraw(value: unknown, hash: Hash): DrawVerdict {
  const read = readDrawFile(value);
  if ('problems' in read) {
    const faults = read.problems.map(({ at, problem }) => ({
      at,
      zh: `内容不符合格式：${problem}`,
      en: problem,
    }));
    return { steps: [], faults };
  }
  try {
    canonicalJson(read.file);
  } catch (problem) {
    if (!(problem instanceof NotCanonical)) throw problem;
    return { steps: [], faults: [{ at: problem.at, zh: '内容没有规范形式', en: problem.problem }] };
  }
  return new Verification(read.file, hash).verdict();
}

class Verification {
  readonly #steps: { zh: string; en: string }[] = [];
  readonly #faults: DrawFault[] = [];

  constructor(
    private readonly file: DrawFile,
    private readonly hash: Hash,
  ) {}

  verdict(): DrawVerdict {
    const { file, hash } = this;
    const digest = drawFileDigest(file, hash);
    if (digest !== file.digest)
      this.#fault('/digest', '与文件内容不符', `is not that of the file: ${digest}`);
    this.#said(`文件摘要 ${digest}`, `digest of the file ${digest}`);
    const stage = this.#stage();
    this.#sayPlace();
    const lacking = stage === 'named' ? ruleFaults(file.rule) : drawFaults(file.rule, file.pool);
    this.#faults.push(...lacking);
    const eligible = eligibleExperts(file.rule, file.pool).length;
    this.#said(
      `专家库 ${file.pool.length} 人，按规则可以抽取的 ${eligible} 人，应抽取 ${file.rule.count} 人`,
      `a pool of ${file.pool.length}, of whom ${eligible} may be drawn; ${file.rule.count} are to be`,
    );
    if (lacking.length === 0) this.#follow(stage);
    return { stage, steps: this.#steps, faults: this.#faults };
  }

  #stage(): DrawStage {
    const { commitments, reveals, named, pool, seed } = this.file;
    if (named.length > 0 || pool.length === 0) return 'named';
    if (seed !== undefined || reveals.length === DRAW_ROLES.length) return 'drawn';
    return commitments.length > 0 ? 'promised' : 'opened';
  }

  /** What the file cannot prove and whoever reads it must know. */
  #sayPlace(): void {
    const { previous, closed } = this.file;
    if (previous !== undefined)
      this.#said(`此前另有一次：${previous}`, `there was another draw before: ${previous}`);
    if (closed !== undefined)
      this.#said(`已经结束：${CLOSED[closed].zh}`, `the panel is over: ${CLOSED[closed].en}`);
  }

  #follow(stage: DrawStage): void {
    this.#checkPromises(stage);
    if (stage === 'drawn') this.#checkMembers(this.#checkSeed());
    else if (stage === 'named') this.#checkNamed();
    else this.#nothing('drawn', 'changes', 'members');
    if (stage !== 'drawn') this.#absent('seed', 'beacon');
  }

  /** Whoever reveals shows what he had promised, in his turn. */
  #checkPromises(stage: DrawStage): void {
    const { file, hash } = this;
    const { commitments, reveals } = file;
    for (const [list, name] of [
      [commitments, 'commitments'],
      [reveals, 'reveals'],
    ] as const) {
      if (list.some(({ role }, index) => role !== DRAW_ROLES[index]))
        this.#fault(`/${name}`, '次序不对：先抽取人，后监督人', 'out of order: the keeper, then the witness');
    }
    if (stage === 'named') return this.#nothing('commitments', 'reveals');
    if (reveals.length > 0 && commitments.length < DRAW_ROLES.length)
      this.#fault('/reveals', '双方承诺之前已经公开', 'revealed before both had promised');
    if ((file.leaf !== undefined) !== (commitments.length === DRAW_ROLES.length))
      this.#fault('/leaf', '双方均已承诺时才有', 'is there once both have promised, and only then');
    for (const [index, { role, nonce }] of reveals.entries()) {
      const commitment = drawCommitment(termsOf(file), role, nonce, hash);
      if (commitment === commitments[index]?.commitment)
        this.#said(`${ROLE[role].zh}公开的秘密数与其承诺相符`, `the ${role} revealed what he had promised`);
      else this.#fault(`/reveals/${index}`, '与所作承诺不符', 'is not what was promised');
    }
    const waiting = DRAW_ROLES.filter((_, index) => commitments[index] && !reveals[index]);
    for (const role of waiting)
      this.#said(`${ROLE[role].zh}已承诺，尚未公开`, `the ${role} has promised and not revealed yet`);
  }

  #checkSeed(): string {
    const { file, hash } = this;
    const { leaf = '', reveals, beacon, rule } = file;
    if (reveals.length < DRAW_ROLES.length)
      this.#fault('/reveals', '双方未全部公开', 'not both have revealed');
    if ((beacon !== undefined) !== (rule.beacon !== undefined))
      this.#fault(
        '/beacon',
        '规则指定公开随机源时才有，且必须有',
        'is there exactly where the rule names a beacon',
      );
    if (rule.beacon && beacon !== undefined) {
      const { source, moment } = rule.beacon;
      this.#said(
        `公开随机源的值须自行核对：${source}，${moment}：${beacon}`,
        `look up the public value yourself: ${source}, ${moment}: ${beacon}`,
      );
    }
    const nonces = reveals.map(({ nonce }) => nonce);
    const seed = drawSeed({ leaf, nonces, ...(beacon !== undefined && { beacon }) }, file.hash, hash);
    if (seed !== file.seed) this.#fault('/seed', `应为 ${seed}`, `must be ${seed}`);
    this.#said(`种子 ${seed}`, `seed ${seed}`);
    return seed;
  }

  #checkMembers(seed: string): void {
    const { file, hash } = this;
    const order = drawOrder(file, seed, hash);
    const drawn = drawMembers(file.rule, order);
    const members = new Set(drawn);
    const last = Math.max(...drawn.map((expert) => order.indexOf(expert)));
    for (const expert of order.slice(0, last + 1)) {
      const ticket = drawTicket(seed, expert.expert, file.hash, hash).slice(0, 16);
      const taken = members.has(expert);
      this.#said(
        `签号 ${ticket}… ${expert.expert}（${expert.fields.join('、')}）${taken ? '抽中' : '跳过：与规则的席位或者比例不合'}`,
        `ticket ${ticket}… ${expert.expert} ${taken ? 'drawn' : 'passed over: the rule could not be met with him'}`,
      );
    }
    this.#same(
      '/drawn',
      file.drawn,
      drawn.map(({ expert }) => expert),
    );
    this.#checkChanges(drawn, order);
  }

  /** Each seat that was given up went to the next of the order, or to somebody named because there was none. */
  #checkChanges(drawn: readonly PoolExpert[], order: readonly PoolExpert[]): void {
    let sitting = drawn;
    const left: string[] = [];
    for (const [index, { expert, successor, named }] of this.file.changes.entries()) {
      const at = `/changes/${index}`;
      if (!sitting.some((one) => one.expert === expert))
        this.#fault(`${at}/expert`, '不在席', 'does not sit');
      const staying = sitting.filter((one) => one.expert !== expert);
      left.push(expert);
      const next = drawSuccessor(this.file.rule, order, staying, left);
      const expected = named && !next ? named : next;
      if (named && next)
        this.#fault(`${at}/named`, `应由 ${next.expert} 递补`, `${next.expert} was next in the order`);
      if (expected?.expert !== successor || (named && left.includes(named.expert)))
        this.#fault(
          `${at}/successor`,
          `应为 ${expected?.expert ?? '无'}`,
          `must be ${expected?.expert ?? 'nobody'}`,
        );
      this.#said(
        `${expert} 离席，${successor} ${named ? '经指定' : '依次'}递补`,
        `${expert} left; ${successor} ${named ? 'was named' : 'was next'}`,
      );
      sitting = expected ? [...staying, expected] : staying;
    }
    this.#checkSitting(sitting);
  }

  #checkNamed(): void {
    const { named, pool } = this.file;
    this.#nothing('drawn', 'changes');
    this.#absent('leaf');
    this.#said(
      `未抽取：${named.length} 名专家经指定产生（专家库 ${pool.length} 人）`,
      `nobody was drawn: ${named.length} members were named beside a pool of ${pool.length}`,
    );
    this.#checkSitting(named);
  }

  #checkSitting(sitting: readonly PoolExpert[]): void {
    const { rule, members, named } = this.file;
    const codes = sitting.map(({ expert }) => expert).toSorted();
    this.#same('/members', members, codes);
    // Who is being named one by one is no panel yet.
    const complete = this.#stage() !== 'named' || named.length >= rule.count;
    if (complete && !canFill(rule, sitting, new Map()))
      this.#fault('/members', '不符合规则的人数、席位或者比例', 'do not meet the rule: number, seats, part');
    this.#said(`现任专家：${codes.join('、')}`, `members now: ${codes.join(', ')}`);
  }

  #same(at: string, said: readonly string[], found: readonly string[]): void {
    if (canonicalJson(said) !== canonicalJson(found))
      this.#fault(at, `应为 ${found.join('、')}`, `must be ${found.join(', ')}`);
  }

  #nothing(...names: readonly ('drawn' | 'changes' | 'members' | 'commitments' | 'reveals')[]): void {
    for (const name of names)
      if (this.file[name].length > 0) this.#fault(`/${name}`, '此时应为空', 'must be empty at this stage');
  }

  #absent(...names: readonly ('seed' | 'beacon' | 'leaf')[]): void {
    for (const name of names)
      if (this.file[name] !== undefined)
        this.#fault(`/${name}`, '此时不应存在', 'must not be there at this stage');
  }

  #fault(at: string, zh: string, en: string): void {
    this.#faults.push({ at, zh, en });
  }

  #said(zh: string, en: string): void {
    this.#steps.push({ zh, en });
  }
}

const ROLE = { keeper: { zh: '抽取人' }, witness: { zh: '监督人' } } as const;

const CLOSED = {
  done: { zh: '论证完成', en: 'its work is done' },
  withheld: { zh: '承诺的秘密数未公开，抽取作废', en: 'a promised number was withheld; the draw is void' },
  exhausted: { zh: '无人可以递补', en: 'nobody was left who could come in' },
  abandoned: { zh: '放弃', en: 'it was given up' },
} as const;
