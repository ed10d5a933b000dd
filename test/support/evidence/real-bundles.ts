import { playDecision } from '../../../src/cli/demo-decision/play.js';
import { accepted, DecisionStage } from '../../../src/cli/demo-decision/stage.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { LicencePlay, playLicence } from '../../http/evidence/licence-play.js';
import { vouchedLog, type VouchedLog } from '../../http/evidence/vouched-log.js';
import { startCity, type CityService } from '../city-service.js';
import { filesIn } from './open-container.js';

/** A bundle that a service made of a case that people worked on. */
export interface RealBundle {
  readonly name: string;
  /** Stream of the case. */
  readonly subject: string;
  /** The container as it was handed out. */
  readonly bytes: Uint8Array;
  /** Its files by their names without the base directory, in the order of the container. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What a service handed out, and what a stranger trusts. */
export interface RealBundles {
  /** A major decision with streams beside it, and a person of one of them forgotten; for an auditor. */
  readonly decision: RealBundle;
  /** A licence with its materials and documents, one material erased; for the applicant. */
  readonly licence: RealBundle;
  /** Trust policy: the keys of the log, and the witness. */
  readonly policy: string;
  /** Certificate of the authority that stamps. */
  readonly root: Uint8Array;
}

const PROCEDURES = [
  'workflows/national/major-decision/procedure.yaml',
  'workflows/national/administrative-licence/procedure.yaml',
];
const SUPERVISOR = 'o-711';
const APPLICANT = 'p-0001';
const PURPOSE = '专项核查，（2026）云0102行初23号';

/** Has a city work on a licence and on a major decision, over HTTP and on a database of its own, and takes both away. */
export async function realBundles(): Promise<RealBundles> {
  const city = await startCity(PROCEDURES);
  const log = await vouchedLog(city.composition, city.database.url);
  try {
    const licence = await playLicence(city);
    const decision = await playDecision(new DecisionStage(city.client, nodeHash, () => undefined));
    await eraseComment(city, decision.consultation);
    await vouched(log);
    // Both are on record as taken away once; what is on record since is covered by a second checkpoint.
    await taken(city, SUPERVISOR, decision.caseId, 'auditor');
    await taken(city, APPLICANT, licence.caseId, 'applicant');
    await vouched(log);
    const { policy, root } = log;
    return {
      ...{ policy, root },
      decision: await taken(city, SUPERVISOR, decision.caseId, 'auditor'),
      licence: await taken(city, APPLICANT, licence.caseId, 'applicant'),
    };
  } finally {
    await log.close();
    await city.close();
  }
}

async function vouched(log: VouchedLog): Promise<void> {
  await log.seal();
  await log.publish();
  await log.vouch();
}

/** The first commenter's request to be forgotten, approved by two. */
async function eraseComment(city: CityService, consultation: string): Promise<void> {
  const stream = consultation.slice(consultation.lastIndexOf('/') + 1);
  const parts = [{ seq: 1, name: 'authors.1' }];
  await new LicencePlay(city).redact({ stream, parts, ground: 'consent-withdrawn' }, 'o-701');
}

async function taken(city: CityService, by: string, caseId: string, profile: string): Promise<RealBundle> {
  const asked = await city.client.post(by, `/v1/cases/${caseId}/evidence`, { profile, purpose: PURPOSE });
  const { location } = accepted('evidence', asked).body;
  const headers = { authorization: `Bearer ${city.client.person(by).token}` };
  const answer = await fetch(city.url + String(location), { headers });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { name: profile, subject: caseId, bytes, files: filesIn(bytes) };
}
