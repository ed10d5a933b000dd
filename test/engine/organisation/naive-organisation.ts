import type { CasePlace } from '../../../src/engine/organisation/capacity.js';
import type { Organisation, Period, Substitution } from '../../../src/engine/organisation/organisation.js';

/**
 * The rules of the house once more, as questions over the whole organisation, without index and without the code that
 * is tested: slow, and short enough to be read beside workflows/powers/README.md.
 */
const inForce = (period: Period, on: string): boolean =>
  !(on < period.from) && !(period.to && on > period.to);

/** Whether a person may use any power. */
export function naiveActive(o: Organisation, id: string, on: string): boolean {
  const person = o.people[id];
  return !!person && inForce(person, on) && !(person.suspensions ?? []).some((s) => inForce(s, on));
}

/** Whether `lower` is `upper` or lies below it. */
export function naiveBelow(o: Organisation, lower: string, upper: string): boolean {
  if (!o.units[lower]) return false;
  if (lower === upper) return true;
  const parent = o.units[lower].parent;
  return parent !== undefined && naiveBelow(o, parent, upper);
}

function naiveOrgan(o: Organisation, unit: string | undefined): string | undefined {
  if (unit === undefined || !o.units[unit]) return undefined;
  return o.units[unit].organ ? unit : naiveOrgan(o, o.units[unit].parent);
}

/** Whether a post in somebody's hands serves a case. */
export function naiveServes(o: Organisation, postId: string, holder: string, place: CasePlace): boolean {
  const post = o.posts[postId];
  if (!post || (post.procedures && !post.procedures.includes(place.procedure))) return false;
  if (post.fills === 'auditor') {
    return Object.values(o.assignments).some((a) => {
      if (a.person !== holder || !inForce(a, place.on)) return false;
      if (place.caseId && a.cases?.includes(place.caseId)) return true;
      if (a.units && !a.units.some((u) => naiveBelow(o, place.unit, u))) return false;
      if (a.procedures && !a.procedures.includes(place.procedure)) return false;
      return a.units !== undefined || a.procedures !== undefined;
    });
  }
  let roots: readonly string[];
  if (post.byPortfolio) {
    roots = Object.values(o.portfolios)
      .filter((p) => p.person === holder && inForce(p, place.on))
      .flatMap((p) => p.units);
  } else {
    const organ = naiveOrgan(o, post.unit);
    roots = o.units[post.unit]?.serves ?? (organ === undefined ? [] : [organ]);
  }
  return roots.some((root) => naiveBelow(o, place.unit, root));
}

/** Organisation posts held by appointment. */
export function naiveHeld(o: Organisation, person: string, on: string): readonly string[] {
  return Object.keys(o.posts)
    .filter((post) =>
      Object.values(o.appointments).some((a) => a.person === person && a.post === post && inForce(a, on)),
    )
    .toSorted();
}

function naiveAbsent(o: Organisation, person: string, on: string): boolean {
  return Object.values(o.absences).some((a) => a.person === person && inForce(a, on));
}

/** Whether a substitution gives power on a day. */
export function naiveInEffect(o: Organisation, s: Substitution, on: string): boolean {
  if (!inForce(s, on) || !naiveActive(o, s.principal, on) || !naiveActive(o, s.deputy, on)) return false;
  return s.kind === 'leave' || (naiveAbsent(o, s.principal, on) && !naiveAbsent(o, s.deputy, on));
}

/** One way in which a person may act, as text: word, unit, whether it serves, substitution, principal, scope. */
export function naiveCapacities(o: Organisation, person: string, place: CasePlace): readonly string[] {
  if (!naiveActive(o, person, place.on)) return [];
  const line = (post: string, holder: string, tail: string): string =>
    `${o.posts[post]?.fills} ${o.posts[post]?.unit} ${naiveServes(o, post, holder, place)} ${tail}`;
  const own = naiveHeld(o, person, place.on).map((post) => line(post, person, 'own'));
  const deputed = Object.entries(o.substitutions)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, s]) => s.deputy === person && naiveInEffect(o, s, place.on))
    .flatMap(([id, s]) =>
      naiveHeld(o, s.principal, place.on)
        .filter((post) => o.posts[post]?.fills !== 'auditor' && (!s.posts || s.posts.includes(post)))
        .map((post) => {
          const inScope = !s.procedures || s.procedures.includes(place.procedure);
          return line(post, s.principal, `${id} ${s.principal} ${inScope}`);
        }),
    );
  return [...own, ...deputed];
}
