import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';

/** What a field of a change may hold. */
export type FieldKind =
  /** A code of the house: lower-case letters, digits and hyphens. */
  | 'id'
  /** A word of procedure definitions: a post, a rank. */
  | 'word'
  /** One line for people. Never personal: it enters the record. */
  | 'text'
  | 'day'
  | 'flag'
  | 'ids'
  | 'words'
  /** Case ids. */
  | 'cases'
  | readonly string[];

/** The fields of an object; a name that ends in `?` may be absent. */
export type Shape = Readonly<Record<string, FieldKind | Nested>>;

/** An object within a change. */
export interface Nested {
  readonly fields: Shape;
}

const PERIOD = { from: 'day', 'to?': 'day' } as const satisfies Shape;

const PARTICULARS = {
  'codeWord?': 'text',
  'address?': 'text',
  'phone?': 'text',
  'reconsideration?': 'text',
  'court?': 'text',
  'website?': 'text',
  'specialSeal?': 'text',
} as const satisfies Shape;

const ENTRIES = {
  unit: {
    title: 'text',
    'parent?': 'id',
    'organ?': 'flag',
    'serves?': 'ids',
    'procedures?': 'words',
    'particulars?': { fields: PARTICULARS },
    ...PERIOD,
  },
  post: {
    title: 'text',
    unit: 'id',
    fills: 'word',
    'rank?': 'word',
    'byPortfolio?': 'flag',
    'procedures?': 'words',
    ...PERIOD,
  },
  person: { kind: ['officer', 'expert'], 'unit?': 'id', ...PERIOD },
  appointment: { person: 'id', post: 'id', basis: 'text', ...PERIOD },
  portfolio: { person: 'id', units: 'ids', basis: 'text', ...PERIOD },
  substitution: {
    kind: ['standing', 'leave'],
    principal: 'id',
    deputy: 'id',
    'posts?': 'ids',
    'procedures?': 'words',
    'acts?': 'words',
    basis: 'text',
    ...PERIOD,
  },
  absence: { person: 'id', ...PERIOD },
  administration: { person: 'id', role: ['system', 'security', 'audit'], basis: 'text', ...PERIOD },
  assignment: {
    person: 'id',
    'units?': 'ids',
    'procedures?': 'words',
    'cases?': 'cases',
    basis: 'text',
    ...PERIOD,
  },
} as const satisfies Readonly<Record<string, Shape>>;

const put = (entry: keyof typeof ENTRIES): Shape => ({ id: 'id', [entry]: { fields: ENTRIES[entry] } });
const ENDED: Shape = { id: 'id', on: 'day' };

/** What may be asked for as a change. Recusals, seals and proposals have ways of their own. */
export type AskedChange = Exclude<
  OrganisationChange['change'],
  | 'recusal.declared'
  | 'recusal.requested'
  | 'recusal.decided'
  | 'case.sealed'
  | 'case.unsealed'
  | 'proposal.made'
  | 'proposal.settled'
>;

/** The fields of each change that may be asked for, beside its name. */
export const CHANGE_SHAPES: Readonly<Record<AskedChange, Shape>> = {
  'authority.named': { authority: 'text' },
  'unit.put': put('unit'),
  'unit.retired': ENDED,
  'post.put': put('post'),
  'post.retired': ENDED,
  'person.put': put('person'),
  'person.suspended': ENDED,
  'person.restored': ENDED,
  'person.ended': ENDED,
  'appointment.begun': put('appointment'),
  'appointment.ended': ENDED,
  'portfolio.begun': put('portfolio'),
  'portfolio.ended': ENDED,
  'substitution.begun': put('substitution'),
  'substitution.ended': ENDED,
  'absence.begun': put('absence'),
  'absence.ended': ENDED,
  'administration.begun': put('administration'),
  'administration.ended': ENDED,
  'assignment.begun': put('assignment'),
  'assignment.ended': ENDED,
};
