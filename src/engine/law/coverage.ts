import { Defect } from '../defect.js';
import type { Basis, Definition, Requirement, StateDefinition } from './definition.js';

/** What `law.md` says of one provision: whether the procedure enforces it, and why so. */
export interface ProvisionClaim {
  /** Article, paragraph, item: `32.1(4)`, with the law's name where `law.md` quotes several: `竞争条例 17.2`. */
  readonly provision: string;
  readonly enforced: 'yes' | 'partly' | 'no';
  readonly why: string;
}

/** A worked case with the provisions that it is about: `许可法 32.1(4)`. */
export interface CoveringScenario {
  readonly name: string;
  readonly articles: readonly string[];
}

/** One line of the table: a provision, the parts of the definition that name it, the worked cases that show it. */
export interface CoverageRow extends ProvisionClaim {
  /** Such as `clock oneTimeNotice` or `act notifyCorrections requires 1`. */
  readonly definition: readonly string[];
  readonly scenarios: readonly string[];
}

/** A part of a definition with the provisions it rests on. */
export interface CitingPart {
  readonly part: string;
  readonly basis: readonly string[];
}

const CLAIM = /^- Enforced ((?:\S+ )?\S+): (yes|partly|no) - (.+)$/gm;
const BEGIN = '<!-- coverage:begin -->';
const END = '<!-- coverage:end -->';

/**
 * The claims of a `law.md`, in its order: lines of the form `- Enforced 32.1(4): yes - reason`, or with the law where it
 * quotes several: `- Enforced 竞争条例 17.2: yes - reason`.
 *
 * @throws Defect when a provision is claimed twice.
 */
export function readClaims(lawText: string): readonly ProvisionClaim[] {
  const claims = [...lawText.matchAll(CLAIM)].map(([, provision, enforced, why]) => ({
    provision: provision as string,
    enforced: enforced as ProvisionClaim['enforced'],
    why: why as string,
  }));
  const seen = new Set<string>();
  for (const { provision } of claims) {
    if (seen.has(provision)) throw new Defect(`law.md speaks twice of ${provision}`);
    seen.add(provision);
  }
  return claims;
}

/**
 * The table's rows: every claim with what in the definition and in the worked cases belongs to it.
 *
 * @param law abbreviation of the law whose provisions the claims name that name none
 */
export function coverageRows(
  definition: Definition,
  law: string,
  claims: readonly ProvisionClaim[],
  scenarios: readonly CoveringScenario[],
): readonly CoverageRow[] {
  const parts = citingParts(definition);
  return claims.map((claim) => {
    const cites = (basis: string): boolean => below(basis, withLaw(claim, law));
    return {
      ...claim,
      definition: parts.filter(({ basis }) => basis.some(cites)).map(({ part }) => part),
      scenarios: scenarios.filter(({ articles }) => articles.some(cites)).map(({ name }) => name),
    };
  });
}

/** What is missing: a provision said to be enforced that no part of the definition, or no worked case, carries. */
export function coverageGaps(rows: readonly CoverageRow[]): readonly string[] {
  return rows
    .filter(({ enforced }) => enforced !== 'no')
    .flatMap(({ provision, definition, scenarios }) => [
      ...(definition.length === 0
        ? [`${provision} is said to be enforced, but the definition never names it`]
        : []),
      ...(scenarios.length === 0
        ? [`${provision} is said to be enforced, but no worked case is about it`]
        : []),
    ]);
}

/** Provisions of `law`, and of every law that a claim names, that the definition names and `law.md` does not speak of. */
export function unclaimedProvisions(
  definition: Definition,
  law: string,
  claims: readonly ProvisionClaim[],
): readonly string[] {
  const claimed = claims.map((claim) => withLaw(claim, law));
  const laws = new Set([law, ...claimed.map(lawOf)]);
  const cited = new Set(citingParts(definition).flatMap(({ basis }) => basis));
  return [...cited]
    .filter((basis) => laws.has(lawOf(basis)))
    .filter((basis) => !claimed.some((one) => below(basis, one) || below(one, basis)))
    .sort();
}

/** The rows as a Markdown table. */
export function coverageTable(rows: readonly CoverageRow[]): string {
  const lines = rows.map(
    ({ provision, enforced, definition, scenarios }) =>
      `| ${provision} | ${enforced} | ${cell(definition)} | ${cell(scenarios)} |`,
  );
  return ['| Provision | Enforced | Definition | Worked cases |', '| --- | --- | --- | --- |', ...lines].join(
    '\n',
  );
}

/**
 * The text of `law.md` with the table between its two markers replaced.
 *
 * @throws Defect when the markers are missing.
 */
export function withCoverageTable(lawText: string, table: string): string {
  const begin = lawText.indexOf(BEGIN);
  const end = lawText.indexOf(END);
  if (begin < 0 || end < begin) throw new Defect(`law.md has no ${BEGIN} ... ${END}`);
  return `${lawText.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${lawText.slice(end)}`;
}

function requirementParts(of: string, requires: readonly Requirement[] = []): readonly CitingPart[] {
  return requires.map(({ basis }, index) => ({
    part: `${of} requires ${index + 1}`,
    basis: listOf(basis),
  }));
}

/** Everything in a definition that a case meets and that names a provision, in the order of the file's sections. */
export function citingParts(definition: Definition): readonly CitingPart[] {
  const { posts, clocks, documents, signings = {}, streams = {}, acts, states } = definition;
  return [
    ...Object.entries(posts).map(([name, { basis }]) => ({ part: `post ${name}`, basis: listOf(basis) })),
    ...Object.entries(clocks).map(([name, clock]) => ({ part: `clock ${name}`, basis: basesWithin(clock) })),
    ...Object.entries(documents).map(([name, { basis }]) => ({
      part: `document ${name}`,
      basis: listOf(basis),
    })),
    ...Object.entries(signings).map(([name, { basis }]) => ({
      part: `signing ${name}`,
      basis: listOf(basis),
    })),
    ...Object.entries(streams).flatMap(([name, { basis, requires, composition }]) => [
      { part: `stream ${name}`, basis: listOf(basis) },
      ...(composition ? [{ part: `stream ${name} composition`, basis: listOf(composition.basis) }] : []),
      ...requirementParts(`stream ${name}`, requires),
    ]),
    ...Object.entries(acts).flatMap(([name, { basis, requires }]) => [
      { part: `act ${name}`, basis: listOf(basis) },
      ...requirementParts(`act ${name}`, requires),
    ]),
    ...Object.entries(states).flatMap(([name, state]) =>
      typeof state === 'string' ? [] : stateParts(name, state),
    ),
  ];
}

function stateParts(path: string, state: StateDefinition): readonly CitingPart[] {
  const { states, title: _title, ...own } = state;
  return [
    { part: `state ${path}`, basis: basesWithin(own) },
    ...Object.entries(states ?? {}).flatMap(([name, child]) => stateParts(`${path}.${name}`, child)),
  ];
}

/** Every `basis` at or below a value. */
function basesWithin(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'basis' ? listOf(inner as Basis) : basesWithin(inner),
  );
}

function listOf(basis: Basis | undefined): readonly string[] {
  if (basis === undefined) return [];
  return typeof basis === 'string' ? [basis] : basis;
}

/** The provision of a claim as a `basis` writes it. */
function withLaw({ provision }: ProvisionClaim, law: string): string {
  return provision.includes(' ') ? provision : `${law} ${provision}`;
}

function lawOf(basis: string): string {
  return basis.split(' ', 1)[0] ?? basis;
}

/** Whether `inner` is `outer` or a paragraph or item of it. */
function below(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}(`);
}

/** More names than this make a table nobody reads; the count says how many there are. */
const NAMES_SHOWN = 6;

function cell(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => `\`${name}\``);
  const rest = names.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}
