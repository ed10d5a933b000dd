import type { DigestPair } from '../../engine/audit/record.js';
import type { World } from '../../engine/case/world.js';
import type { Instant } from '../../engine/clock/time.js';
import { Defect } from '../../engine/defect.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { knownState } from './known-states.js';
import type { OrganisationSnapshot, Ports, StreamHead } from '../ports.js';

/** Everything one act rests on, read once at its beginning. */
export interface ActContext {
  readonly world: World;
  readonly calendarDigest: DigestPair;
  readonly organisation: OrganisationSnapshot;
  /** Digest of the policy set that decides powers. */
  readonly rules: DigestPair;
}

/**
 * Reads time, calendar and organisation once: the same for everything that this act decides and records.
 *
 * @param organisationVersion the snapshot of the organisation that was read with the stream's head
 */
export async function readContext(ports: Ports, organisationVersion: number): Promise<ActContext> {
  const now = await ports.now.now();
  const [{ calendar, digest }, organisation] = await Promise.all([
    ports.calendars.knownAt(now),
    ports.directory.at(organisationVersion),
  ]);
  const { zone } = ports.installation;
  const { checkInput, checkPower, rules, workingHours } = ports;
  return {
    world: { now, zone, calendar, checkInput, checkPower, ...(workingHours && { workingHours }) },
    calendarDigest: digest,
    organisation,
    rules,
  };
}

/** How far the clocks of two processes may differ before writing stops. */
const TOLERATED_SKEW_MS = 5_000;

/**
 * The instant under which the next record is filed: never before the stream's last one.
 *
 * @throws Defect when time went back by more than the tolerance: a ledger must not be written with a wrong clock.
 */
export function recordedAt(now: Instant, head: Pick<StreamHead, 'lastRecordedAt'>): Instant {
  const last = head.lastRecordedAt;
  if (last === null || now >= last) return now;
  if (Date.parse(last) - Date.parse(now) > TOLERATED_SKEW_MS) {
    throw new Defect(
      `the clock reads ${now}, but the stream was last written at ${last}: set the clock right`,
    );
  }
  return last;
}

/** The folded state of a case stream. @throws Defect for a stream without one. */
export function caseStateOf(head: StreamHead): CaseState {
  if (head.kind !== 'case' || head.stateText === null) throw new Defect(`${head.stream} is not a case`);
  return knownState(head.stateText)?.state ?? (JSON.parse(head.stateText) as CaseState);
}
