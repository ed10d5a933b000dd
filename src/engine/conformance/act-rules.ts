import { basisList, joinBasis } from '../case/basis-list.js';
import { keptAsKnown, publishedBy } from '../case/published.js';
import { withNames, actScope } from '../case/feel-scope.js';
import { Defect } from '../defect.js';
import type { ActDefinition, Definition } from '../law/definition.js';
import { actorsOf, inputOf, type JudgedCase, type JudgedRecord } from './judged-case.js';
import { judgeRequirement, sightOfAct } from './judge-condition.js';
import {
  complies,
  deviates,
  INPUT_WITHHELD,
  undetermined,
  wordsOf,
  type Instance,
  type Rule,
} from './rule.js';

/** Everything that the definition says of its acts: who, when, what, on what conditions, and with what document. */
export function actRules(definition: Definition): readonly Rule[] {
  return Object.entries(definition.acts).flatMap(([name, act]) => [
    postRule(definition, name, act),
    orderRule(name, act),
    inputRule(name, act),
    ...requirementRules(name, act),
    ...separationRules(definition, name, act),
    ...serveRules(definition, name, act),
    ...specialRules(definition, name, act),
  ]);
}

/** The records by which an act was performed. */
export function performancesOf({ records }: JudgedCase, act: string): readonly JudgedRecord[] {
  return records.filter(({ event }) => event.cause === 'act' && event.act === act);
}

function postRule(definition: Definition, name: string, act: ActDefinition): Rule {
  const posts = typeof act.by === 'string' ? [act.by] : act.by;
  const titles = posts.map((post) => wordsOf(definition.posts[post]?.title ?? post));
  const { zh, en } = wordsOf(act.title);
  return {
    id: `acts.${name}.by`,
    kind: 'post',
    title: {
      zh: `“${zh}”由${titles.map((one) => one.zh).join('或者')}作出`,
      en: `"${en}" is performed by ${titles.map((one) => one.en).join(' or ')}`,
    },
    basis: basisList(act.basis),
    judge: (judged) =>
      performancesOf(judged, name).map(({ record: { seq }, event: { post = '' } }) => {
        const told = { expected: posts.join('|'), actual: post };
        if (posts.includes(post)) return complies(seq, told);
        return deviates(seq, { zh: '作出行为的岗位不是法定岗位', en: 'not the competent post' }, told);
      }),
  };
}

/** An act stands where the procedure provides for it. */
function orderRule(name: string, act: ActDefinition): Rule {
  const { zh, en } = wordsOf(act.title);
  return {
    id: `acts.${name}.order`,
    kind: 'order',
    title: { zh: `“${zh}”在法定环节作出`, en: `"${en}" is performed where the procedure provides for it` },
    basis: basisList(act.basis),
    judge: (judged) =>
      performancesOf(judged, name).map(({ record: { seq }, before }) => {
        const listened =
          before === null
            ? act.opens === true
            : before.status === 'open' && judged.procedure.listens(before.value).includes(name);
        if (listened) return complies(seq);
        const actual = before ? judged.procedure.activePaths(before.value).at(-1) : undefined;
        const note = {
          zh: '作出时案件不在可以作出该行为的环节',
          en: 'the case was not where this act is possible',
        };
        return deviates(seq, note, actual === undefined ? {} : { actual });
      }),
  };
}

function inputRule(name: string, act: ActDefinition): Rule {
  const { zh, en } = wordsOf(act.title);
  return {
    id: `acts.${name}.input`,
    kind: 'input',
    title: { zh: `“${zh}”载明法定内容`, en: `"${en}" says what it must` },
    basis: basisList(act.basis),
    judge: (judged) =>
      Object.keys(act.input ?? {}).length === 0
        ? []
        : performancesOf(judged, name).map((at) => {
            const input = inputOf(at);
            const { seq } = at.record;
            if (!input || !judged.checkInput) return undetermined(seq, INPUT_WITHHELD);
            const [problem] = judged.checkInput(act, input);
            return problem ? deviates(seq, wordsOf(problem.say), { actual: problem.at }) : complies(seq);
          }),
  };
}

function requirementRules(name: string, act: ActDefinition): readonly Rule[] {
  return (act.requires ?? []).map((requirement, index): Rule => ({
    id: `acts.${name}.requires.${index}`,
    kind: 'requirement',
    title: wordsOf(requirement.say),
    basis: basisList(requirement.basis),
    judge: (judged) =>
      performancesOf(judged, name).map((at) =>
        judgeRequirement(judged, requirement, at, sightOfAct(judged, name, at)),
      ),
  }));
}

/** Who performed one act does not perform the other. */
function separationRules(definition: Definition, name: string, act: ActDefinition): readonly Rule[] {
  return (act.separateFrom ?? []).map((other): Rule => {
    const [one, two] = [wordsOf(act.title), wordsOf(definition.acts[other]?.title ?? other)];
    return {
      id: `acts.${name}.separateFrom.${other}`,
      kind: 'separation',
      title: {
        zh: `“${one.zh}”与“${two.zh}”由不同的人作出`,
        en: `"${one.en}" and "${two.en}" are performed by different people`,
      },
      basis: basisList(act.basis),
      judge: (judged) => judgeApart(performancesOf(judged, name), performancesOf(judged, other), 'later'),
    };
  });
}

/**
 * Holds people apart: nobody of the first records may be among those of the others. `later`: of others before it only;
 * `both`: whichever came first.
 */
export function judgeApart(
  ones: readonly JudgedRecord[],
  others: readonly JudgedRecord[],
  direction: 'later' | 'both',
): readonly Instance[] {
  if (others.length === 0) return [];
  return ones.flatMap((one): readonly Instance[] => {
    const compared =
      direction === 'both' ? others : others.filter(({ record }) => record.seq < one.record.seq);
    if (compared.length === 0) return [];
    const people = actorsOf(one);
    const same = compared.filter((other) => actorsOf(other).some((person) => people.includes(person)));
    const { seq } = one.record;
    if (same.length === 0)
      return [complies(seq, { seqs: [...compared.map(({ record }) => record.seq), seq] })];
    const note = { zh: '同一人作出了应当分由不同的人作出的行为', en: 'the same person did both' };
    const seqs = [...same.map(({ record }) => record.seq), seq].toSorted((a, b) => a - b);
    return [deviates(seq, note, { seqs })];
  });
}

function serveRules(definition: Definition, name: string, act: ActDefinition): readonly Rule[] {
  return [act.serve ?? []].flat().map((document): Rule => {
    const [one, two] = [wordsOf(act.title), wordsOf(definition.documents[document]?.title ?? document)];
    return {
      id: `acts.${name}.serve.${document}`,
      kind: 'documentOrder',
      title: { zh: `“${one.zh}”须制作《${two.zh}》`, en: `"${one.en}" is made known by "${two.en}"` },
      basis: joinBasis(definition.documents[document]?.basis, act.basis),
      judge: (judged) =>
        performancesOf(judged, name).map(({ record: { seq }, event: { documents = [] } }) =>
          documents.includes(document)
            ? complies(seq)
            : deviates(
                seq,
                { zh: '未制作法定文书', en: 'the document was not ordered' },
                { expected: document },
              ),
        ),
    };
  });
}

/** What an act must be besides: about another case, individually considered, the taking back of one's own act. */
function specialRules(definition: Definition, name: string, act: ActDefinition): readonly Rule[] {
  const { zh, en } = wordsOf(act.title);
  const rules: Rule[] = [];
  const { relates, takesBack } = act;
  if (relates !== undefined) {
    const relation = definition.relations?.[relates];
    rules.push({
      id: `acts.${name}.relates`,
      kind: 'requirement',
      title: { zh: `“${zh}”指明关联案件`, en: `"${en}" names the case that it is about` },
      basis: basisList(relation?.basis ?? act.basis),
      judge: (judged) =>
        performancesOf(judged, name).map(({ record: { seq }, event: { opened } }) =>
          (opened?.related?.[relates]?.length ?? 0) > 0
            ? complies(seq)
            : deviates(seq, { zh: '未指明关联案件', en: 'no related case is named' }),
        ),
    });
  }
  if (takesBack !== undefined) {
    rules.push({
      id: `acts.${name}.takesBack`,
      kind: 'requirement',
      title: { zh: `“${zh}”限于本人刚作出的行为`, en: `"${en}" takes back one's own latest act only` },
      basis: basisList(act.basis),
      judge: (judged) =>
        performancesOf(judged, name).map((at) => {
          const last = at.before?.last;
          const own = last?.act === takesBack && actorsOf(at).includes(last.person);
          const note = { zh: '拿回的不是本人刚作出的行为', en: "not one's own latest act" };
          return own ? complies(at.record.seq) : deviates(at.record.seq, note);
        }),
    });
  }
  if (act.individual) {
    rules.push({
      id: `acts.${name}.individual`,
      kind: 'requirement',
      title: { zh: `“${zh}”须逐件审议`, en: `"${en}" is considered case by case` },
      basis: basisList(act.basis),
      judge: (judged) =>
        performancesOf(judged, name).map(({ record: { seq } }) =>
          undetermined(seq, {
            zh: '本案记录不载明是否与他案一并办理；系统在作出时拒绝批量',
            en: 'the record of one case does not tell whether it was one of many; a batch is refused when it is tried',
          }),
        ),
    });
  }
  return rules;
}

/** What the law wants public, by the acts that make it so. */
export function publicationRules({ publications = {} }: Definition): readonly Rule[] {
  return Object.entries(publications).map(([name, { title, basis, by, when }]): Rule => {
    const words = wordsOf(title);
    const acts = typeof by === 'string' ? [by] : by;
    return {
      id: `publications.${name}`,
      kind: 'publication',
      title: { zh: `公开“${words.zh}”`, en: `"${words.en}" is made public` },
      basis: basisList(basis),
      judge: (judged) =>
        acts.flatMap((act) =>
          performancesOf(judged, act).flatMap((at) =>
            judgePublished(judged, name, act, at, when !== undefined),
          ),
        ),
    };
  });
}

function judgePublished(
  judged: JudgedCase,
  name: string,
  act: string,
  at: JudgedRecord,
  conditional: boolean,
): readonly Instance[] {
  const { seq } = at.record;
  const said = at.event.published?.find(({ publication }) => publication === name);
  const due = dueToBePublic(judged, act, at);
  if (due === 'withheld') {
    if (said) return [complies(seq)];
    return conditional ? [undetermined(seq, INPUT_WITHHELD)] : [deviates(seq, NOT_PUBLISHED)];
  }
  const wanted = due.find(({ publication }) => publication === name);
  if (!wanted) return said ? [deviates(seq, UNASKED)] : [];
  return [said ? complies(seq, { actual: at.event.on }) : deviates(seq, NOT_PUBLISHED)];
}

const NOT_PUBLISHED = {
  zh: '应当公开而记录中没有公开',
  en: 'nothing was made public though the law wants it',
};
const UNASKED = { zh: '公开了本环节不应公开的内容', en: 'something was made public that this act does not' };

/** What the definition makes public by this act, computed anew. */
function dueToBePublic(judged: JudgedCase, act: string, at: JudgedRecord) {
  const { definition } = judged.procedure;
  const { event, after, record } = at;
  const input = inputOf(at);
  if (!input) return 'withheld' as const;
  const actor = { person: record.actor?.person ?? '', post: event.post ?? '' };
  try {
    return publishedBy(definition, act, () =>
      withNames(actScope(definition, after, act, input, actor, event.seen), {
        inputs: keptAsKnown(definition, after.kept ?? {}),
      }),
    );
  } catch (problem) {
    if (problem instanceof Defect) return 'withheld' as const;
    throw problem;
  }
}
