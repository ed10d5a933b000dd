import type { DrawRule, PoolExpert } from './draw-words.js';

/** Experts who are alike to a rule: on which kinds of seats they may sit, and whether the department's part counts them. */
export interface SeatGroup {
  readonly fits: readonly number[];
  readonly sector: boolean;
  size: number;
}

interface Group extends Readonly<SeatGroup> {
  /** All of them must have a seat. */
  readonly must: boolean;
  seated: number;
}

/** Most members whom the department in charge may have. */
export function sectorCap({ count, sector }: Pick<DrawRule, 'count' | 'sector'>): number {
  return sector ? Math.floor((count * sector.parts) / sector.of) : count;
}

/**
 * Whether the panel can be filled: everybody of `must` has a seat, the others are taken from `rest`, every seat of a
 * field has somebody of that field, and the department in charge has no more than its part. Each member has one seat.
 */
export function canFill(
  rule: DrawRule,
  must: readonly PoolExpert[],
  rest: ReadonlyMap<string, SeatGroup>,
): boolean {
  const sectorMust = must.filter(({ sector }) => sector).length;
  const free = sectorCap(rule) - sectorMust;
  if (must.length > rule.count || free < 0) return false;
  const groups = [
    ...[...seatGroups(rule, must).values()].map((group) => ({ ...group, must: true, seated: 0 })),
    ...[...rest.values()].map((group) => ({ ...group, must: false, seated: 0 })),
  ];
  const seating = new Seating(seatsOf(rule), groups, free);
  for (let n = 0; n < must.length; n += 1) if (!seating.seatOne(true)) return false;
  for (let n = must.length; n < rule.count; n += 1) if (!seating.seatOne(false)) return false;
  return true;
}

/** The experts put together with those who are alike to the rule, by `seatGroupKey`. */
export function seatGroups(rule: DrawRule, experts: readonly PoolExpert[]): Map<string, SeatGroup> {
  const groups = new Map<string, SeatGroup>();
  for (const expert of experts) {
    const key = seatGroupKey(rule, expert);
    const group = groups.get(key);
    if (group) group.size += 1;
    else groups.set(key, { fits: fitsOf(rule, expert), sector: expert.sector === true, size: 1 });
  }
  return groups;
}

/** Which group of `seatGroups` an expert is in. */
export function seatGroupKey(rule: DrawRule, expert: PoolExpert): string {
  return `${expert.sector === true} ${fitsOf(rule, expert).join(' ')}`;
}

/** How many seats there are of each kind: those of fields in the order of their names, of another view, and free ones. */
function seatsOf({ count, seats = {}, differing = 0 }: DrawRule): readonly number[] {
  const ofFields = fieldsWithSeats(seats).map((field) => seats[field] ?? 0);
  const taken = ofFields.reduce((sum, n) => sum + n, differing);
  return [...ofFields, differing, Math.max(0, count - taken)];
}

function fitsOf({ seats = {} }: DrawRule, { fields, differing }: PoolExpert): readonly number[] {
  const names = fieldsWithSeats(seats);
  const ofFields = names.flatMap((field, index) => (fields.includes(field) ? [index] : []));
  return [...ofFields, ...(differing ? [names.length] : []), names.length + 1];
}

function fieldsWithSeats(seats: Readonly<Record<string, number>>): readonly string[] {
  return Object.keys(seats).toSorted();
}

/** Seats people one by one, moving those who sit already where that makes room (augmenting paths). */
class Seating {
  readonly #taken: readonly number[][];
  readonly #occupied: number[];
  #sector = 0;

  constructor(
    private readonly seats: readonly number[],
    private readonly groups: readonly Group[],
    private readonly sectorFree: number,
  ) {
    this.#taken = seats.map(() => groups.map(() => 0));
    this.#occupied = seats.map(() => 0);
  }

  /** One more has a seat. Who must have one keeps it: others may be sent away for somebody else. */
  seatOne(must: boolean): boolean {
    return this.seats.some((size, kind) => {
      if ((this.#occupied[kind] ?? 0) >= size) return false;
      if (!this.#fill(kind, must, new Set())) return false;
      this.#occupied[kind] = (this.#occupied[kind] ?? 0) + 1;
      return true;
    });
  }

  /** Somebody sits down on a seat of this kind. */
  #fill(kind: number, must: boolean, tried: Set<Group>): boolean {
    return this.groups.some((group, index) => {
      if (!group.fits.includes(kind) || tried.has(group)) return false;
      tried.add(group);
      if (!this.#enter(group, must, tried) && !this.#leaveSeat(index, must, tried)) return false;
      (this.#taken[kind] as number[])[index] = (this.#taken[kind]?.[index] ?? 0) + 1;
      return true;
    });
  }

  /** One more of the group comes in; where the department has its part already, another one of it goes. */
  #enter(group: Group, must: boolean, tried: Set<Group>): boolean {
    if (group.must !== must || group.seated >= group.size) return false;
    if (must || !group.sector) {
      group.seated += 1;
      return true;
    }
    if (this.#sector < this.sectorFree) {
      this.#sector += 1;
      group.seated += 1;
      return true;
    }
    const other = this.groups.find((candidate, index) => {
      if (candidate.must || !candidate.sector || candidate.seated === 0 || tried.has(candidate)) return false;
      tried.add(candidate);
      return this.#leaveSeat(index, must, tried);
    });
    if (!other) return false;
    other.seated -= 1;
    group.seated += 1;
    return true;
  }

  /** One of the group gets up from some seat, which somebody else takes. */
  #leaveSeat(index: number, must: boolean, tried: Set<Group>): boolean {
    return this.seats.some((_, kind) => {
      const taken = this.#taken[kind] as number[];
      if ((taken[index] ?? 0) === 0) return false;
      if (!this.#fill(kind, must, tried)) return false;
      taken[index] = (taken[index] ?? 0) - 1;
      return true;
    });
  }
}
