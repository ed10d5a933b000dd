import type { CivilDate } from '../../src/engine/clock/time.js';
import type { OrganisationChange } from '../../src/engine/organisation/organisation-change.js';
import type { PersonKind } from '../../src/usecases/ports.js';

/** An organisation of the size of a large city, to be seeded. */
export interface BigOrganisation {
  readonly authority: string;
  readonly validFrom: CivilDate;
  readonly changes: readonly OrganisationChange[];
  readonly names: readonly { readonly person: string; readonly name: string; readonly kind: PersonKind }[];
  /** Departments: organs that are competent for the procedures. */
  readonly departments: readonly string[];
}

const DEPARTMENTS = 37;
const SECTIONS = 26;
const IN_A_SECTION = 10;
const IN_THE_GOVERNMENT = 10;

const FROM = '2014-01-01' as CivilDate;
const BASIS = '大市编〔2014〕1号';

/** What the ten people at the top of a department do, in order: unit by unit the same. */
const LEADERSHIP = [
  ...['head', 'deputy', 'deputy', 'deputy', 'decider', 'decider', 'window', 'window'],
  ...['hearingChair', 'legalReviewer'],
] as const;
/** What the ten people of a section do; who has two words holds two posts. */
const SECTION_WORK: readonly (readonly string[])[] = [
  ...[['reviewer', 'checker'], ['reviewer', 'checker'], ['reviewer'], ['reviewer'], ['checker']],
  ...[['checker'], ['inspector'], ['inspector'], ['lowerOrgan'], ['chair', 'checker']],
];

/**
 * 10,000 people in 1,000 units: a government, 37 departments of 26 sections, 10 people in each; leaders with
 * portfolios, an AB岗 in every section, and every thirtieth officer away. The same one every time.
 */
export function bigOrganisation(procedures: readonly string[]): BigOrganisation {
  const making = new Making();
  making.government();
  const departments = Array.from({ length: DEPARTMENTS }, (_, at) => making.department(at, procedures));
  return {
    ...{ authority: '大市人民政府', validFrom: FROM, departments },
    changes: making.changes,
    names: making.names,
  };
}

/** A person of a section: who is `nth` (0 to 9) in section `section` (0 to 25) of department `department` (0 to 36). */
export function personOfSection(department: number, section: number, nth: number): string {
  return `o-${two(department)}${two(section)}${nth}`;
}

/** A leader of a department: 0 head, 1 to 3 deputies, 4 and 5 deciders, 6 and 7 windows, 8 chair, 9 lawyer. */
export function leaderOf(department: number, nth: number): string {
  return `o-${two(department)}x${nth}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

class Making {
  readonly changes: OrganisationChange[] = [];
  readonly names: { person: string; name: string; kind: PersonKind }[] = [];

  government(): void {
    this.#unit('government', { title: '大市人民政府', organ: true });
    this.#post('mayor', 'government', 'governmentHead', { rank: 'government-head' });
    this.#post('supervisor', 'government', 'supervisor');
    for (let nth = 0; nth < IN_THE_GOVERNMENT; nth++) {
      const person = `o-gov${nth}`;
      this.#person(person, 'government');
      this.#appoint(person, nth === 0 ? 'mayor' : 'supervisor');
    }
  }

  department(at: number, procedures: readonly string[]): string {
    const unit = `d${two(at)}`;
    this.#unit(unit, { title: `第${at + 1}局`, parent: 'government', organ: true, procedures });
    const sections = Array.from({ length: SECTIONS }, (_, section) => this.#section(at, section));
    for (const word of new Set(LEADERSHIP)) {
      const leads = word === 'head' || word === 'deputy';
      this.#post(`${unit}-${kebab(word)}`, unit, word === 'deputy' ? 'head' : word, {
        ...(leads && { rank: 'organ-head' }),
        ...(word === 'deputy' && { byPortfolio: true }),
      });
    }
    LEADERSHIP.forEach((word, nth) => {
      const person = leaderOf(at, nth);
      this.#person(person, unit);
      this.#appoint(person, `${unit}-${kebab(word)}`);
      // The first deputy has the bureau itself, the others some of its sections.
      if (word === 'deputy')
        this.#portfolio(person, nth === 1 ? [unit] : sections.slice(nth * 6, nth * 6 + 6));
    });
    return unit;
  }

  #section(department: number, section: number): string {
    const unit = `d${two(department)}-s${two(section)}`;
    this.#unit(unit, { title: `第${section + 1}科`, parent: `d${two(department)}` });
    for (const word of new Set(SECTION_WORK.flat())) this.#post(`${unit}-${kebab(word)}`, unit, word);
    for (let nth = 0; nth < IN_A_SECTION; nth++) {
      const person = personOfSection(department, section, nth);
      this.#person(person, unit);
      for (const word of SECTION_WORK[nth] ?? []) this.#appoint(person, `${unit}-${kebab(word)}`);
      if ((department * SECTIONS * IN_A_SECTION + section * IN_A_SECTION + nth) % 30 === 0)
        this.#away(person);
    }
    this.#substitute(personOfSection(department, section, 0), personOfSection(department, section, 5));
    return unit;
  }

  #unit(
    id: string,
    unit: { title: string; parent?: string; organ?: boolean; procedures?: readonly string[] },
  ) {
    this.changes.push({ change: 'unit.put', id, unit: { ...unit, from: FROM } });
  }

  #post(id: string, unit: string, fills: string, more: { rank?: string; byPortfolio?: boolean } = {}): void {
    this.changes.push({ change: 'post.put', id, post: { title: fills, unit, fills, ...more, from: FROM } });
  }

  #person(id: string, unit: string): void {
    this.changes.push({ change: 'person.put', id, person: { kind: 'officer', unit, from: FROM } });
    this.names.push({ person: id, name: `干部${this.names.length}`, kind: 'officer' });
  }

  #appoint(person: string, post: string): void {
    const appointment = { person, post, basis: BASIS, from: FROM };
    this.changes.push({ change: 'appointment.begun', id: `appointment-${person}-${post}`, appointment });
  }

  #portfolio(person: string, units: readonly string[]): void {
    const portfolio = { person, units, basis: BASIS, from: FROM };
    this.changes.push({ change: 'portfolio.begun', id: `portfolio-${person}`, portfolio });
  }

  #substitute(principal: string, deputy: string): void {
    const substitution = { kind: 'standing' as const, principal, deputy, basis: BASIS, from: FROM };
    this.changes.push({ change: 'substitution.begun', id: `substitution-${principal}`, substitution });
  }

  #away(person: string): void {
    this.changes.push({ change: 'absence.begun', id: `absence-${person}`, absence: { person, from: FROM } });
  }
}

function kebab(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
