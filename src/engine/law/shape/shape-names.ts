import { either, list, map, may, must, ruled, text, type NameRule, type Shape } from './shape.js';
import { TERM_PATTERN, readTerm } from '../term-text.js';
import { integer, choice } from './shape.js';

const SEGMENT = '[a-z][A-Za-z0-9]*';

/** Names that a definition declares: posts, facts, acts, clocks, milestones, documents; dots group them. */
export const declaredName: NameRule = {
  say: 'a name: lower camel case letters and digits, dots between groups (oneTimeNotice, hearing.request)',
  pattern: new RegExp(`^${SEGMENT}(\\.${SEGMENT})*$`),
  code: 'bad-name',
};

/** Absolute dotted path of a state. */
export const statePath: NameRule = {
  say: 'the path of a state from the top: deciding.review',
  pattern: new RegExp(`^${SEGMENT}(\\.${SEGMENT})*$`),
  code: 'bad-name',
};

/** Names of states and fragment instances: no dots, because dots separate the levels of a path. */
export const plainName: NameRule = {
  say: 'a name: lower camel case letters and digits, without dots',
  pattern: new RegExp(`^${SEGMENT}$`),
  code: 'bad-name',
};

/** A reference to something declared; in fragments also `self.name` and `$parameter`. */
export const reference: Shape = ruled({
  say: 'the name of something declared',
  pattern: new RegExp(`^(\\$${SEGMENT}|${SEGMENT}(\\.${SEGMENT})*)$`),
  code: 'bad-name',
});

/** Past-tense names of recorded events: `case.accepted`. */
export const eventName: Shape = ruled({
  say: 'an event name: dotted lower camel case, such as case.accepted',
  pattern: new RegExp(`^${SEGMENT}(\\.${SEGMENT})*$`),
  code: 'bad-name',
});

/** What a state listens to: an act, or an event of the law (`lawEvents`). */
export const listenedName: NameRule = {
  say: 'the name of an act, deemed.<name>, lapsed.<clock>, served.<document>, passed.<signing> or failed.<signing>',
  pattern: new RegExp(`^(\\$${SEGMENT}|${SEGMENT}(\\.\\$?${SEGMENT})*)$`),
  code: 'bad-name',
};

/** Kebab-case names of procedures and fragments. */
export const kebabName: Shape = ruled({
  say: 'a kebab-case name, such as administrative-licence',
  pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  code: 'bad-name',
});

const KEBAB = '[a-z][a-z0-9]*(-[a-z0-9]+)*';

/** Where an overlay stands in the library. */
export const overlayPlace: Shape = ruled({
  say: 'the place of an overlay: overlays/<jurisdiction>/<procedure>',
  pattern: new RegExp(`^overlays/${KEBAB}/${KEBAB}$`),
  code: 'bad-name',
});

/** What an overlay is laid over. */
export const overlaidPlace: Shape = ruled({
  say: 'national/<procedure>, or overlays/<jurisdiction>/<procedure> for the level above',
  pattern: new RegExp(`^(national/${KEBAB}|overlays/${KEBAB}/${KEBAB})$`),
  code: 'bad-name',
});

/** Where a transition leads. */
export const target: Shape = ruled({
  say: 'a target: a state of the same level, .child, #absolute.path or stay',
  pattern: new RegExp(`^(\\.${SEGMENT}(\\.${SEGMENT})*|#${SEGMENT}(\\.${SEGMENT})*|${SEGMENT})$`),
  code: 'bad-target',
});

/** Abbreviation of a law: no spaces, so that the article can follow. */
export const lawName: NameRule = {
  say: 'an abbreviation of a law: no spaces',
  pattern: /^[^\s"'/~]{1,40}$/,
  code: 'bad-name',
};

/** Text for people: Chinese, or Chinese with an English rendering. */
export const words: Shape = either('a text, or { zh, en }', text, {
  kind: 'object',
  noun: 'a text for people',
  fields: { zh: must(text, 'the Chinese text'), en: may(text, 'the English rendering') },
});

/** One provision, or the several that carry a rule. */
export const basis: Shape = either('a provision such as 许可法 32.1(4), or a list of them', text, list(text));

/** A FEEL expression. */
export const feel: Shape = text;

/** One name or several. */
export const oneOrMore: Shape = either('a name or a list of names', reference, list(reference));

/** A day of the civil calendar that exists. */
export const civilDate: Shape = ruled({
  say: 'a day that exists, written YYYY-MM-DD',
  pattern:
    /^(?:(?:19|20|21)\d\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29)$/,
  code: 'bad-date',
});

/** `20 working days`, or the canonical `{ n, unit }`. */
export const term: Shape = either(
  'a term such as 20 working days',
  {
    kind: 'text',
    rule: {
      say: 'a term; write a number and one of working days, calendar days, months, years, hours (20 working days)',
      pattern: TERM_PATTERN,
      code: 'bad-term',
    },
    read: readTerm,
  },
  {
    kind: 'object',
    noun: 'a term',
    fields: {
      n: must(integer(0, 99_999), 'how many units'),
      unit: must(choice('workingDay', 'calendarDay', 'month', 'year', 'hour'), 'what is counted'),
    },
  },
);

/** Facts that change: FEEL, or a literal. */
export const factChanges: Shape = map(
  { ...declaredName, pattern: new RegExp(`^(\\$${SEGMENT}|${SEGMENT}(\\.${SEGMENT})*)$`) },
  either(
    'a FEEL expression, a boolean, a whole number or null',
    feel,
    { kind: 'boolean' },
    integer(Number.MIN_SAFE_INTEGER),
    {
      kind: 'null',
    },
  ),
);
