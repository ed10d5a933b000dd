import { choice, either, flag, list, may, must, ruled, text } from '../../engine/law/shape/shape.js';
import type { FieldsOf, Shape } from '../../engine/law/shape/shape.js';
import { civilDate, kebabName, plainName } from '../../engine/law/shape/shape-names.js';
import type { UnitParticulars } from '../../engine/organisation/organisation.js';
import type {
  AbsenceEntry,
  AdministratorEntry,
  AssignmentEntry,
  HeldPost,
  MemberOfThePublic,
  OrganisationFile,
  PersonEntry,
  PortfolioEntry,
  PostEntry,
  SubstitutionEntry,
  UnitEntry,
} from './organisation-file.js';

const officerCode = ruled({
  say: 'a code such as o-101; codes enter records, so they must not be made of names',
  pattern: /^o-[a-z0-9]{1,40}$/,
  code: 'bad-name',
});

const publicCode = ruled({
  say: 'a code such as p-0001; codes enter records, so they must not be made of names',
  pattern: /^p-[a-z0-9]{1,40}$/,
  code: 'bad-name',
});

const account = ruled({
  say: 'an account name: 1 to 64 letters, digits and . _ -',
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  code: 'bad-name',
});

const actName = ruled({
  say: 'the name of an act, such as extendDecision or hearing.appointChair',
  pattern: /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/,
  code: 'bad-name',
});

const postWord = ruled(plainName);

const period = {
  from: may(civilDate, 'the first day; else validFrom'),
  to: may(civilDate, 'the last day; else it stays open'),
};
const resting = { ...period, basis: may(text, 'the document it rests on; else the basis of the file') };

const particulars: Shape = {
  kind: 'object',
  noun: 'what documents say of a unit',
  fields: {
    codeWord: may(text, '机关代字, the beginning of its numbers'),
    address: may(text, 'where it is found'),
    phone: may(text, 'the telephone of the office, nobody’s own'),
    reconsideration: may(text, '行政复议机关'),
    court: may(text, '管辖法院'),
    website: may(text, 'where it publishes'),
    specialSeal: may(text, 'the name of its special seal'),
  } satisfies FieldsOf<UnitParticulars>,
};

const unit: Shape = {
  kind: 'object',
  noun: 'a unit',
  fields: {
    unit: must(kebabName, 'its code'),
    title: must(text, 'what people call it'),
    parent: may(kebabName, 'the unit above it'),
    organ: may(flag, 'whether it decides in its own name'),
    serves: may(list(kebabName), 'units whose cases its posts serve instead of the organ’s own'),
    procedures: may(list(kebabName), 'procedures that it is competent for'),
    particulars: may(particulars, 'what its documents say of it'),
    ...period,
  } satisfies FieldsOf<UnitEntry>,
};

const post: Shape = {
  kind: 'object',
  noun: 'a post',
  fields: {
    post: must(kebabName, 'its code'),
    title: must(text, 'what people call it'),
    unit: must(kebabName, 'the unit that it belongs to'),
    fills: must(postWord, 'the post of the procedure definitions that its holder fills'),
    rank: may(kebabName, 'its rank'),
    byPortfolio: may(flag, 'whether it serves only the units of its holder’s portfolio'),
    procedures: may(list(kebabName), 'the only procedures that it serves'),
    ...period,
  } satisfies FieldsOf<PostEntry>,
};

const heldPost: Shape = {
  kind: 'object',
  noun: 'a post that is held',
  fields: { post: must(kebabName, 'its code'), ...resting } satisfies FieldsOf<HeldPost>,
};

const person: Shape = {
  kind: 'object',
  noun: 'a person',
  fields: {
    person: must(officerCode, 'his code'),
    name: must(text, 'his name'),
    kind: may(choice('officer', 'expert'), 'officer, unless he is an expert'),
    unit: may(kebabName, 'the unit that he belongs to'),
    account: may(account, 'the name he signs in with; else his code'),
    posts: may(list(either('a post, or { post, from, to, basis }', kebabName, heldPost)), 'posts he holds'),
    ...period,
  } satisfies FieldsOf<PersonEntry>,
};

const administrator: Shape = {
  kind: 'object',
  noun: 'an administrator',
  fields: {
    person: must(officerCode, 'who it is'),
    role: must(choice('system', 'security', 'audit'), 'which of the three'),
    ...resting,
  } satisfies FieldsOf<AdministratorEntry>,
};

const portfolio: Shape = {
  kind: 'object',
  noun: 'a portfolio',
  fields: {
    person: must(officerCode, 'whose it is'),
    units: must(list(kebabName), 'the units that he answers for'),
    ...resting,
  } satisfies FieldsOf<PortfolioEntry>,
};

const substitution: Shape = {
  kind: 'object',
  noun: 'a substitution',
  fields: {
    kind: must(choice('standing', 'leave'), 'standing (AB岗) or leave (离岗委托)'),
    principal: must(officerCode, 'for whom'),
    deputy: must(officerCode, 'who acts for him'),
    posts: may(list(kebabName), 'the only posts of the principal that are covered'),
    procedures: may(list(kebabName), 'the only procedures'),
    acts: may(list(actName), 'the only acts'),
    ...resting,
  } satisfies FieldsOf<SubstitutionEntry>,
};

const absence: Shape = {
  kind: 'object',
  noun: 'an absence',
  fields: { person: must(officerCode, 'who is away'), ...period } satisfies FieldsOf<AbsenceEntry>,
};

const assignment: Shape = {
  kind: 'object',
  noun: 'an audit assignment',
  fields: {
    person: must(officerCode, 'the auditor'),
    units: may(list(kebabName), 'whose cases he may read'),
    procedures: may(list(kebabName), 'of which procedures'),
    ...resting,
  } satisfies FieldsOf<AssignmentEntry>,
};

const memberOfThePublic: Shape = {
  kind: 'object',
  noun: 'a member of the public',
  fields: {
    person: must(publicCode, 'his code'),
    name: must(text, 'his name'),
    account: may(account, 'the name he signs in with; else his code'),
  } satisfies FieldsOf<MemberOfThePublic>,
};

/** How the file of an organisation must look. */
export const organisationShape: Shape = {
  kind: 'object',
  noun: 'an organisation',
  fields: {
    authority: must(text, 'the authority whose organisation this is'),
    validFrom: must(civilDate, 'from when on everything holds that names no period'),
    basis: must(text, 'the document on which everything rests that names none'),
    invented: may(flag, 'whether every person in it is made up'),
    units: must(list(unit), 'its units'),
    posts: must(list(post), 'its posts'),
    people: must(list(person), 'officers and experts with the posts they hold'),
    administrators: must(list(administrator), 'the three administrators'),
    portfolios: may(list(portfolio), 'what leaders answer for'),
    substitutions: may(list(substitution), 'who acts for whom'),
    absences: may(list(absence), 'who is away'),
    assignments: may(list(assignment), 'what auditors may read'),
    public: may(list(memberOfThePublic), 'members of the public, for trying things out'),
  } satisfies FieldsOf<OrganisationFile>,
};
