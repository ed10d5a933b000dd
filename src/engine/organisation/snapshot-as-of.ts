import type { CivilDate } from '../clock/time.js';
import type { Standing } from './standing.js';
import { entriesOf, entryOf } from './entries.js';
import { indexOrganisation, type OrganisationIndex } from './organisation-index.js';
import type {
  AdministratorRole,
  Organisation,
  Period,
  Person,
  Post,
  Substitution,
  Unit,
  UnitParticulars,
} from './organisation.js';
import { covers } from './periods.js';
import { isAbsent, standingOn } from './person-facts.js';
import { coversPost, isInEffect } from './posts-held.js';

/** An organisation as it is on one day, people by pseudonym. */
export interface OrganisationView {
  readonly authority: string;
  readonly on: CivilDate;
  /** Units in force that lie below no other in force, by id. */
  readonly units: readonly UnitView[];
  readonly people: readonly PersonView[];
  /** Posts that nobody holds who may use his powers, by id. */
  readonly vacant: readonly string[];
  readonly substitutions: readonly SubstitutionView[];
  readonly administrators: readonly { readonly person: string; readonly role: AdministratorRole }[];
}

/** A unit with its posts and the units below it. */
export interface UnitView {
  readonly id: string;
  readonly title: string;
  readonly organ: boolean;
  readonly serves?: readonly string[];
  readonly procedures: readonly string[];
  readonly particulars?: UnitParticulars;
  readonly posts: readonly PostView[];
  readonly units: readonly UnitView[];
}

/** A post with everybody who holds it, by appointment or as a deputy. */
export interface PostView {
  readonly id: string;
  readonly title: string;
  readonly fills: string;
  readonly rank?: string;
  readonly procedures?: readonly string[];
  readonly byPortfolio: boolean;
  readonly holders: readonly HolderView[];
  readonly deputies: readonly DeputyView[];
}

/** Somebody who holds a post by appointment. */
export interface HolderView {
  readonly person: string;
  readonly appointment: string;
  readonly since: CivilDate;
  readonly until?: CivilDate;
  readonly standing: Standing;
  readonly absent: boolean;
  /** 分管: units of his portfolios, where the post goes by portfolio. */
  readonly portfolio?: readonly string[];
}

/** Somebody who may act in a post for its holder on that day. */
export interface DeputyView {
  readonly person: string;
  readonly principal: string;
  readonly substitution: string;
  readonly kind: Substitution['kind'];
  readonly procedures?: readonly string[];
  readonly acts?: readonly string[];
}

/** A substitution in force, and whether it gives power on that very day. */
export interface SubstitutionView extends DeputyView {
  readonly inEffect: boolean;
}

/** A person who has come and not left. */
export interface PersonView {
  readonly person: string;
  readonly kind: Person['kind'];
  readonly unit?: string;
  readonly standing: Standing;
  readonly absent: boolean;
}

/** Who holds what on a day, as the organisation knows it now. The index, if there is one already, saves building it. */
export function organisationOn(
  organisation: Organisation,
  day: CivilDate,
  index: OrganisationIndex = indexOrganisation(organisation),
): OrganisationView {
  const { units, people, substitutions, administrators } = organisation;
  const vacant: string[] = [];
  const top = inForceOn(units, day).filter(([, { parent }]) => {
    const above = parent === undefined ? undefined : entryOf(units, parent);
    return !above || !covers(above, day);
  });
  return {
    authority: organisation.authority,
    on: day,
    units: top.map(([id, unit]) => unitView(index, id, unit, day, vacant)),
    people: inForceOn(people, day).map(([id, person]) => personView(index, id, person, day)),
    vacant: vacant.toSorted(),
    substitutions: inForceOn(substitutions, day).map(([id, substitution]) => ({
      ...deputyView(id, substitution),
      inEffect: isInEffect(index, substitution, day),
    })),
    administrators: inForceOn(administrators, day).map(([, { person, role }]) => ({ person, role })),
  };
}

function unitView(
  index: OrganisationIndex,
  id: string,
  unit: Unit,
  day: CivilDate,
  vacant: string[],
): UnitView {
  const { units, posts } = index.organisation;
  const below = entriesOf(units, index.childrenOf.get(id)?.toSorted()).filter(([, child]) =>
    covers(child, day),
  );
  const held = entriesOf(posts, index.postsIn.get(id)?.toSorted()).filter(([, post]) => covers(post, day));
  const views = held.map(([post, entry]) => postView(index, post, entry, day));
  for (const view of views) if (isVacant(view)) vacant.push(view.id);
  return {
    id,
    title: unit.title,
    organ: unit.organ ?? false,
    ...(unit.serves && { serves: unit.serves }),
    procedures: unit.procedures ?? [],
    ...(unit.particulars && { particulars: unit.particulars }),
    posts: views,
    units: below.map(([child, entry]) => unitView(index, child, entry, day, vacant)),
  };
}

function postView(index: OrganisationIndex, id: string, post: Post, day: CivilDate): PostView {
  const appointed = entriesOf(index.organisation.appointments, index.appointmentsTo.get(id)).filter(
    ([, appointment]) => covers(appointment, day),
  );
  const { title, fills, rank, procedures } = post;
  return {
    ...{ id, title, fills },
    ...(rank !== undefined && { rank }),
    ...(procedures && { procedures }),
    byPortfolio: post.byPortfolio ?? false,
    holders: appointed.flatMap(([appointment, { person, from, to }]): readonly HolderView[] => {
      const known = entryOf(index.organisation.people, person);
      const until = to === undefined ? {} : { until: to };
      return known
        ? [
            {
              ...{ person, appointment, since: from },
              ...until,
              ...situation(index, person, known, post, day),
            },
          ]
        : [];
    }),
    deputies: appointed.flatMap(([, { person }]) => deputiesOf(index, person, id, post, day)),
  };
}

function situation(
  index: OrganisationIndex,
  person: string,
  known: Person,
  post: Post,
  day: CivilDate,
): Pick<HolderView, 'standing' | 'absent' | 'portfolio'> {
  const portfolios = entriesOf(index.organisation.portfolios, index.portfoliosOf.get(person))
    .filter(([, portfolio]) => covers(portfolio, day))
    .flatMap(([, { units }]) => units);
  return {
    standing: standingOn(known, day),
    absent: isAbsent(index, person, day),
    ...(post.byPortfolio && { portfolio: [...new Set(portfolios)].toSorted() }),
  };
}

function deputiesOf(
  index: OrganisationIndex,
  principal: string,
  id: string,
  post: Post,
  day: CivilDate,
): readonly DeputyView[] {
  return entriesOf(index.organisation.substitutions, index.substitutionsOf.get(principal)?.toSorted())
    .filter(([, substitution]) => coversPost(substitution, id, post) && isInEffect(index, substitution, day))
    .map(([substitution, entry]) => deputyView(substitution, entry));
}

function deputyView(id: string, substitution: Substitution): DeputyView {
  const { kind, principal, deputy, procedures, acts } = substitution;
  return {
    ...{ person: deputy, principal, substitution: id, kind },
    ...(procedures && { procedures }),
    ...(acts && { acts }),
  };
}

function personView(index: OrganisationIndex, id: string, person: Person, day: CivilDate): PersonView {
  return {
    ...{ person: id, kind: person.kind },
    ...(person.unit !== undefined && { unit: person.unit }),
    standing: standingOn(person, day),
    absent: isAbsent(index, id, day),
  };
}

function inForceOn<T extends Period>(
  entries: Readonly<Record<string, T>>,
  day: CivilDate,
): readonly (readonly [id: string, entry: T])[] {
  return Object.entries(entries)
    .filter(([, entry]) => covers(entry, day))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Deputies do not count: they have no power without a holder who has it. */
function isVacant({ holders }: PostView): boolean {
  return holders.every(({ standing }) => standing !== 'active');
}
