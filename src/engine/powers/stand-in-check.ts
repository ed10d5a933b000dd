import type { PolicyReason, PowerCheck, PowerQuestion } from './power-question.js';

const SEPARATED: PolicyReason = {
  policy: 'separated',
  code: 'separation-of-duties',
  say: {
    zh: '本人或者被代理人已经参与须由他人办理的环节，不得再作出本行为',
    en: 'the person, or the one for whom he acts, took part in a step that another person must take',
  },
  basis: ['正程 职责分离'],
};

const OWN_MATTER: PolicyReason = {
  policy: 'own-matter',
  code: 'own-matter',
  say: {
    zh: '本人或者被代理人是本案当事人，不得以工作人员身份办理',
    en: 'the person, or the one for whom he acts, is a party to the case and may not handle it as an officer',
  },
  basis: ['公务员法 76(1)'],
};

/**
 * What stands in for the policies where there is no organisation: forecasts and worked cases. It knows posts, parties and
 * the separation of duties, and answers for acts and tasks alone; all else is refused. It never refuses an act or a task
 * that the policies permit, so a forecast misses nothing; nothing is ever recorded on its word.
 */
export const postsAlone: PowerCheck = (question) => {
  const { action } = question;
  if (action !== 'openCase' && action !== 'performAct' && action !== 'holdTask') {
    return { allowed: false, denials: [] };
  }
  const denials = bars(question);
  return denials.length === 0 && holdsPost(question)
    ? { allowed: true, policies: ['posts-alone'] }
    : { allowed: false, denials };
};

function holdsPost({ capacity, act }: PowerQuestion): boolean {
  return capacity !== undefined && capacity.serves && capacity.inScope && !!act?.by.includes(capacity.post);
}

function bars(question: PowerQuestion): readonly PolicyReason[] {
  const { action, person, capacity, case: about } = question;
  if (!about) return [];
  const natural = [person.person, ...(capacity?.principal ? [capacity.principal.person] : [])];
  const meets = (people: readonly string[]): boolean => natural.some((one) => people.includes(one));
  const separated = action !== 'openCase' && meets(about.separated);
  const ownMatter = capacity !== undefined && capacity.kind !== 'party' && meets(about.parties);
  return [...(separated ? [SEPARATED] : []), ...(ownMatter ? [OWN_MATTER] : [])];
}
