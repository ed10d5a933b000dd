import type { Conventions } from '../../clock/conventions.js';
import type {
  ClockAlternative,
  ClockDefinition,
  ExtensionRule,
  LapseRule,
  Requirement,
  SuspensionRule,
} from '../definition.js';
import { choice, integer, list, may, must, text, type FieldsOf, type Shape } from './shape.js';
import { basis, factChanges, feel, oneOrMore, reference, term, words } from './shape-names.js';

/** Allowed answers to the sixteen questions of `Conventions`; a new answer there must be added here to compile. */
const CONVENTIONS: { readonly [K in keyof Conventions]: readonly Conventions[K][] } = {
  startDay: ['excluded', 'included'],
  workingDays: ['notice', 'noticeAndLocal'],
  restDayEnd: ['roll', 'none'],
  fixedDate: ['never', 'roll'],
  backward: ['clearDays', 'onOrBefore'],
  backwardOnRestDay: ['lastWorkingDayBefore', 'sameDay'],
  excludedInterval: ['bothEndsExcluded', 'resumeDayCounted'],
  extension: ['fromOriginalDueDay'],
  minimum: ['dayAfter', 'rollForward'],
  receiptOnRestDay: ['confirmation', 'nextWorkingDay'],
  deemedAcceptance: ['receiptDay'],
  monthWithStartDay: ['dayBeforeCorresponding'],
  missingDay: ['lastDayOfMonth'],
  unknownYear: ['provisional', 'refuse'],
  promisedTerm: ['trackedBeside'],
  ruleChange: ['frozen', 'migrateOnRecord'],
};

/** Answers to the questions that statutes leave open; those not given are the installation's. */
export const conventions: Shape = {
  kind: 'object',
  noun: 'the conventions',
  fields: Object.fromEntries(
    Object.entries(CONVENTIONS).map(([name, values]) => [name, may(choice(...values), `convention ${name}`)]),
  ),
};

const extension: Shape = {
  kind: 'object',
  noun: 'an extension rule',
  fields: {
    by: must(term, 'the term that one extension adds'),
    times: must(integer(1, 10), 'how often it may be extended'),
    approvedBy: must(reference, 'the post whose act extends'),
    serve: may(reference, 'the document that tells the applicant'),
    basis: must(basis, 'the provision that allows it'),
  } satisfies FieldsOf<ExtensionRule>,
};

const suspension: Shape = {
  kind: 'object',
  noun: 'a suspension rule',
  fields: {
    grounds: must(list(text), 'the closed list of grounds'),
    serve: may(reference, 'the document that tells the applicant'),
    basis: must(basis, 'the provision that excludes the time'),
  } satisfies FieldsOf<SuspensionRule>,
};

const lapse: Shape = {
  kind: 'object',
  noun: 'what a lapse means',
  exactlyOne: [['deem', 'breach', 'end']],
  fields: {
    deem: may(reference, 'the law gives silence this meaning: sends deemed.<name>'),
    breach: may(words, 'the term was broken: recorded and reported'),
    end: may(words, 'a right or a waiting ends: sends lapsed.<clock>, which a state must handle'),
    effective: may(choice('from', 'dueDay', 'dayAfter'), 'legal day of the consequence (default dayAfter)'),
    records: may(oneOrMore, 'the milestones that get that day'),
    sets: may(factChanges, 'facts that change'),
    serve: may(reference, 'the document that is served'),
    basis: must(basis, 'the provision that gives the lapse its meaning'),
  } satisfies FieldsOf<LapseRule>,
};

/** Another term by fact. */
export const alternative: Shape = {
  kind: 'object',
  noun: 'an alternative term',
  fields: {
    when: must(feel, 'condition at the moment the clock starts'),
    term: must(term, 'the term then'),
    promised: may(term, 'the promised term then'),
    extend: may(extension, 'how it may be extended then'),
    basis: must(basis, 'the provision'),
  } satisfies FieldsOf<ClockAlternative>,
};

/** A term of the law that runs while some state is active. */
export const clock: Shape = {
  kind: 'object',
  noun: 'a clock',
  fields: {
    title: must(words, 'what people call this term'),
    kind: must(
      choice('ceiling', 'floor', 'lead', 'fixed'),
      'not later than, not earlier than, days before, or a fixed day',
    ),
    term: may(term, 'its length; not for fixed'),
    promised: may(term, 'the shorter promised term'),
    from: must(reference, 'the milestone whose day starts it'),
    conventions: may(conventions, 'answers that differ from those of the definition'),
    basis: must(basis, 'the provision that sets the term'),
    alternatives: may(list(alternative), 'other terms by fact; the first that holds is taken'),
    extend: may(extension, 'how it may be extended'),
    suspend: may(suspension, 'on which grounds time does not count'),
    interrupt: may(
      { kind: 'object', noun: 'an interruption rule', fields: { basis: must(basis, 'the provision') } },
      'the clock may start anew',
    ),
    onLapse: may(lapse, 'what the law makes of silence'),
  } satisfies FieldsOf<ClockDefinition>,
};

/** A requirement of an act. */
export const requirement: Shape = {
  kind: 'object',
  noun: 'a requirement',
  exactlyOne: [['that', 'elapsed', 'within', 'lead']],
  fields: {
    that: may(feel, 'a condition that must hold'),
    elapsed: may(reference, 'a floor clock that must be over'),
    within: may(reference, 'a ceiling clock that must not be past its last day'),
    lead: may(reference, 'a lead clock whose last day must not be past'),
    on: may(feel, 'with lead: the appointed day'),
    basis: must(basis, 'the provision that requires it'),
    say: must(words, 'the sentence that a refusal shows'),
  } satisfies FieldsOf<Requirement>,
};
