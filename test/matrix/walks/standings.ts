import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { FactValue } from '../../../src/engine/law/definition.js';
import type { SeenStream } from '../../../src/engine/law/stream-definition.js';
import type { Dice } from './dice.js';

type Standing = Readonly<Record<string, FactValue>>;

/** How everything beside a case stands while somebody walks: drafts, the public, experts and meetings go their own ways. */
export class Standings {
  readonly #now: Record<string, Standing> = {};

  get all(): Readonly<Record<string, Standing>> {
    return { ...this.#now };
  }

  /** As acts see them. */
  get seen(): Readonly<Record<string, SeenStream>> {
    return Object.fromEntries(
      Object.entries(this.#now).map(([stream, standing]) => [
        stream,
        { stream, seq: 1, leaf: '0'.repeat(64), standing },
      ]),
    );
  }

  get version(): number {
    return Number(this.#now['draft']?.['version'] ?? 0);
  }

  change(stream: string, change: Standing): void {
    this.#now[stream] = { ...this.#now[stream], exists: true, ...change };
    const { opensOn, closesOn, shortened } = this.#now[stream];
    // The consultation's own law opens none for a shorter time, unless it is told to be shorter.
    if (typeof opensOn === 'string' && typeof closesOn === 'string' && shortened !== true) {
      const least = addDays(opensOn as CivilDate, 30);
      if (closesOn < least) this.#now[stream] = { ...this.#now[stream], closesOn: least };
    }
    // A meeting deals with the draft as it is when the item is put on its agenda.
    if (stream === 'meeting' && change['heldOn'] && !('draftVersion' in change)) {
      this.#now[stream] = { ...this.#now[stream], draftVersion: this.version };
    }
  }

  /** A day begins: a solicitation ends when its last day is over. */
  dawn(on: CivilDate): void {
    const { open, closesOn } = this.#now['solicitation'] ?? {};
    if (open === true && typeof closesOn === 'string' && closesOn < on) {
      this.change('solicitation', { open: false });
    }
  }

  /** Something happens beside the case. */
  stir(dice: Dice, on: CivilDate): void {
    const stream = dice.oneOf(['draft', 'solicitation', 'solicitation', 'panel', 'meeting', 'meeting']);
    if (stream === 'draft') return this.#draft(dice);
    if (stream === 'panel') return this.change('panel', panel(dice));
    if (stream === 'meeting') return this.change('meeting', this.#meeting(dice, on));
    return this.#solicit(dice, on);
  }

  #draft(dice: Dice): void {
    const version = dice.chance(5) ? Math.max(1, this.version - 1) : this.version + 1;
    this.change('draft', { version, draftVersion: version });
  }

  #solicit(dice: Dice, on: CivilDate): void {
    const { open } = this.#now['solicitation'] ?? {};
    if (dice.chance(10)) return this.change('solicitation', { withdrawn: true, open: false });
    if (open !== true && dice.chance(30)) {
      const shortened = dice.chance(30);
      const closesOn = addDays(on, shortened ? dice.within(5, 20) : dice.within(30, 40));
      const comments = { received: 0, unhandled: 0, resultOn: null };
      return this.change('solicitation', {
        ...{ open: true, withdrawn: false, opensOn: on, closesOn, shortened, ...comments },
      });
    }
    if (dice.chance(30)) return this.change('solicitation', { received: 9, unhandled: 4 });
    return this.change('solicitation', { unhandled: 0, resultOn: on });
  }

  #meeting(dice: Dice, on: CivilDate): Standing {
    if (dice.chance(25)) return { minutesOn: on, unconfirmed: dice.chance(80) ? 0 : 2 };
    const yes = (): boolean => dice.chance(88);
    const result = dice.oneOf([
      'passed',
      'passed',
      'passed',
      'passedInPrinciple',
      'deferred',
      'again',
      'rejected',
    ]);
    return {
      ...{ forum: dice.oneOf(['executive', 'plenary', 'office', 'other']), tabled: true, heldOn: on },
      ...{ quorate: yes(), discussed: yes(), chiefLast: yes(), departs: !yes(), reasoned: dice.chance(50) },
      ...{ dissents: dice.roll(3), result, unconfirmed: 0, minutesOn: null },
      draftVersion: yes() ? this.version : dice.roll(3),
    };
  }
}

function panel(dice: Dice): Standing {
  const members = dice.oneOf([0, 3, 4, 5, 5, 7]);
  const missing = (): number => (dice.chance(88) ? 0 : 1);
  return {
    ...{ drawn: dice.chance(90), members, sectorMembers: dice.roll(4) },
    ...{ undeclared: missing(), conflicted: missing(), opinions: members - missing(), unanswered: missing() },
  };
}
