import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMENTS, DISSENT } from '../../../src/cli/demo-decision/matter.js';
import { playDecision, type PlayedDecision } from '../../../src/cli/demo-decision/play.js';
import { accepted, DecisionStage } from '../../../src/cli/demo-decision/stage.js';
import type { BundleReport } from '../../../src/engine/audit/bundle/verify/bundle-report.js';
import { personalDataIn } from '../../../src/engine/audit/personal-data.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { knownPart } from '../../../src/usecases/evidence/part-kinds.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import { verifyFile } from '../../../src/verifier/verify-file.js';
import { startCity, type CityService } from '../../support/city-service.js';
import { judged, rewrite, rewriteLines, textIn } from '../../support/evidence/edited-bundle.js';
import { filesIn as contentsOf } from '../../support/evidence/open-container.js';
import { sampleOfAttacks } from '../../support/evidence/real-attacks.js';
import { replayedBundle } from '../../support/evidence/replayed-bundle.js';
import { type BundleMap, withManifests } from '../../support/evidence/sample-bundle.js';
import { procedureFrom } from '../../support/procedures.js';
import { digestOf, LicencePlay, playLicence, TOLD, type PlayedLicence } from './licence-play.js';
import { vouchedLog, type VouchedLog } from './vouched-log.js';

const DECISION = 'workflows/national/major-decision/procedure.yaml';
const LICENCE = 'workflows/national/administrative-licence/procedure.yaml';
const SUPERVISOR = 'o-711';
const AUDITOR = 'o-732';
const APPLICANT = 'p-0001';
const PURPOSE = '专项核查，（2026）云0102行初23号';
/** Whoever commented with his name; the first of them has what he told of himself erased. */
const [ERASED, ...AUTHORS] = COMMENTS.flatMap(({ author }) => author?.name ?? []);
const CONTACT = '13800001111';

interface Line {
  readonly stream: string;
  readonly seq: number;
  readonly name: string;
  readonly withheld?: true;
  readonly redacted?: number;
  readonly value?: string;
}

/** A bundle as it came over HTTP, with what the verifier says of it. */
interface Fetched {
  readonly path: string;
  readonly files: BundleMap;
  readonly report: BundleReport;
  readonly text: string;
}

describe('evidence, from the desk to a stranger', () => {
  let city: CityService;
  let log: VouchedLog;
  let folder: string;
  let licence: PlayedLicence;
  let decision: PlayedDecision;
  let bundles = 0;

  const post = (by: string, caseId: string, profile: string, purpose = PURPOSE) =>
    city.client.post(by, `/v1/cases/${caseId}/evidence`, { profile, purpose });
  const fetched = async (by: string, caseId: string, profile: string): Promise<Fetched> => {
    const { location } = accepted('evidence', await post(by, caseId, profile)).body;
    const headers = { authorization: `Bearer ${city.client.person(by).token}` };
    const answer = await fetch(city.url + String(location), { headers });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    const path = join(folder, `${(bundles += 1)}.zip`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    writeFileSync(path, bytes);
    const report = verifyFile({ path, policy: log.policy, roots: [log.root] });
    return { path, report, files: new Map(contentsOf(bytes)), text: bytes.toString() };
  };
  const proven = async (by: string, caseId: string, profile: string): Promise<Fetched> => {
    const bundle = await fetched(by, caseId, profile);
    expect(bundle.report.violations).toEqual([]);
    expect(bundle.report.exitCode).toBe(0);
    return bundle;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'whole-way-'));
    city = await startCity([DECISION, LICENCE]);
    log = await vouchedLog(city.composition, city.database.url);
    licence = await playLicence(city);
    await log.seal();
    await log.vouch();
    decision = await playDecision(new DecisionStage(city.client, nodeHash, () => undefined));
    await eraseComment(city, decision.consultation);
    await log.seal();
    await log.publish();
    await log.vouch();
  }, 120_000);
  afterAll(async () => {
    await log.close();
    await city.close();
    rmSync(folder, { recursive: true });
  });

  it('proves a decision whole: with what it saw of drafts, consultation, panel and meeting', async () => {
    const { files, report, text } = await proven(SUPERVISOR, decision.caseId, 'auditor');
    const codes = report.proven.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['records', 'in-the-log', 'witnessed', 'parts', 'law']));
    expect(log.failures).toEqual([]);
    const scope = JSON.parse(textIn(files, 'data/scope.json')) as {
      streams: { role: string; first: number; last: number; stream: string }[];
    };
    const beside = scope.streams.filter(({ role }) => role === 'beside');
    expect(beside.length).toBeGreaterThanOrEqual(4);
    expect(codes.filter((code) => code === 'complete')).toHaveLength(1 + beside.length);
    for (const { stream, last } of beside) {
      const head = await city.composition.ports.ledger.head(stream);
      expect(last).toBe((head?.seq ?? 0) - 1);
    }
    for (const name of AUTHORS) expect(text).toContain(name);
    expect(text).toContain(DISSENT);
    for (const gone of [ERASED, CONTACT]) expect(text).not.toContain(gone);
    const erased = partsIn(files).filter(({ redacted }) => redacted !== undefined);
    expect(erased.map(({ name }) => name)).toEqual(['authors.1']);
  });

  it('has whatever the records rest on: each of the case and of what went on beside it is decided anew from the file', async () => {
    const { files } = await proven(SUPERVISOR, decision.caseId, 'court');
    const { streams, records, differing } = replayedBundle(files, city.composition.ports);
    expect(differing).toEqual([]);
    expect([streams >= 4, records > 100]).toEqual([true, true]);
  });

  it('proves a licence by every profile, stamped, witnessed and complete, and tells each what he may know', async () => {
    const { caseId, files: contents } = licence;
    const everything = { ...TOLD, name: '刘洋', redacted: '申请人手机截图' };
    const shown: Record<string, readonly string[]> = {};
    for (const [by, profile] of READERS) {
      const { report, files, text } = await proven(by, caseId, profile);
      const codes = report.proven.map(({ code }) => code);
      expect(codes).toEqual(
        expect.arrayContaining(['records', 'in-the-log', 'witnessed', 'existed', 'complete']),
      );
      shown[`${by} ${profile}`] = Object.keys(everything).filter((word) =>
        text.includes(everything[word as keyof typeof everything]),
      );
      // Nothing personal is in the skeletons, whoever they are for.
      const personal = [...Object.values(everything), DISSENT];
      expect(personalDataIn(textIn(files, 'data/records.jsonl'), personal)).toBeUndefined();
      expect(partsIn(files).find(({ name }) => name === licence.redactedPhone.name)).toMatchObject({
        redacted: expect.any(Number),
      });
      const held = filesIn(files);
      expect(held[digestOf(contents.redacted)]).toHaveProperty('redacted');
    }
    expect(shown).toEqual({
      [`${SUPERVISOR} auditor`]: ['subject', 'file', 'opinion', 'content', 'secret', 'name'],
      [`${AUDITOR} auditor`]: ['subject', 'file', 'opinion', 'content', 'secret', 'name'],
      [`${SUPERVISOR} court`]: [
        ...['subject', 'idNumber', 'file', 'opinion', 'attempt', 'content', 'secret', 'name'],
      ],
      [`${APPLICANT} applicant`]: ['subject', 'idNumber', 'file', 'content', 'name'],
      [`${SUPERVISOR} public`]: [],
      [`${APPLICANT} public`]: [],
    });
  });

  it('withholds the document that repeats what was erased, though it was served', async () => {
    const { files } = await proven(APPLICANT, licence.caseId, 'applicant');
    const documents = partsIn(files).filter(({ name }) => name === 'document');
    expect(documents.length).toBeGreaterThan(1);
    expect(documents.filter(({ withheld }) => !withheld)).toEqual([]);
  });

  it('is on record before it is given, an auditor’s too, and for a court only with its number', async () => {
    const last = async (): Promise<unknown> => {
      const { ledger } = city.composition.ports;
      const head = await ledger.head(licence.caseId);
      return (await ledger.records(licence.caseId, (head?.seq ?? 0) - 1, 1))[0]?.record;
    };
    const recorded = accepted('evidence', await post(AUDITOR, licence.caseId, 'auditor')).body;
    expect(await last()).toMatchObject({
      ...{ type: 'evidence.exported', actor: { person: AUDITOR, post: 'auditor' } },
      data: { cause: 'access', evidence: { profile: 'auditor' } },
    });
    expect(recorded).toHaveProperty('location');
    const refused = await post(SUPERVISOR, licence.caseId, 'court', '法院要求提交证据');
    expect(refused).toMatchObject({ status: 422, body: { unmet: [{ at: '/purpose' }] } });
    expect(await last()).toMatchObject({ type: 'act.refused', actor: { person: SUPERVISOR } });
    expect(await post(APPLICANT, decision.caseId, 'applicant')).toMatchObject({ status: 404 });
  });

  it('is not proven with something of it changed: a sample of what test/matrix/evidence does to it', async () => {
    const { files } = await proven(SUPERVISOR, licence.caseId, 'auditor');
    const tally = sampleOfAttacks({ files, subject: licence.caseId, foreign: [] }, log);
    expect(tally.flaws).toEqual([]);
    expect(tally.changes()).toBeGreaterThan(120);
  });

  it('is incomplete without its tail, however well the rest is put together again', async () => {
    await log.seal();
    await log.publish();
    await log.vouch();
    const { files } = await proven(SUPERVISOR, licence.caseId, 'auditor');
    const report = judged(withoutTail(files), log.policy);
    expect(report.violations.map(({ code }) => code)).toEqual(['records-cut-off']);
    expect(report.exitCode).toBe(2);
  });

  it('rests on keys from outside: others prove nothing', async () => {
    const { path } = await fetched(SUPERVISOR, licence.caseId, 'public');
    expect(verifyFile({ path, policy: log.otherPolicy })).toMatchObject({ exitCode: 3 });
    expect(verifyFile({ path })).toMatchObject({ exitCode: 3 });
    const unknown = verifyFile({ path, policy: log.policy });
    expect(unknown.notProven.map(({ code }) => code)).toContain('stamps-not-anchored');
  });

  it('has a class of disclosure for every part that was written, and leaves a ledger in order', async () => {
    const { ports, store } = city.composition;
    const unknown = await unknownParts(city, [procedureFrom(DECISION), procedureFrom(LICENCE)]);
    expect(unknown).toEqual([]);
    expect((await fsck(store.dataSource, ledgerLaw(ports))).findings).toEqual([]);
  });
});

/** Who takes the licence's evidence, and by which profile. */
const READERS = [
  [SUPERVISOR, 'auditor'],
  [AUDITOR, 'auditor'],
  [SUPERVISOR, 'court'],
  [APPLICANT, 'applicant'],
  [SUPERVISOR, 'public'],
  [APPLICANT, 'public'],
] as const;

/** Takes away the last record of the case, and everything that tells of it but the published heads. */
function withoutTail(whole: BundleMap): BundleMap {
  const files = new Map(whole);
  const [subject] = (JSON.parse(textIn(files, 'data/scope.json')) as { streams: { last: number }[] }).streams;
  const last = subject?.last ?? 0;
  rewrite(files, 'data/scope.json', (text) => text.replace(`"last":${last}`, `"last":${last - 1}`));
  for (const name of ['data/records.jsonl', 'data/proofs/sha256.jsonl', 'data/proofs/sm3.jsonl'])
    rewriteLines(files, name, (lines) => lines.splice(last, 1));
  const { stream } = partsIn(files)[0] as Line;
  rewriteLines(files, 'data/parts.jsonl', (lines) => {
    const kept = lines.filter((line) => {
      const part = JSON.parse(line) as Line;
      return part.stream !== stream || part.seq !== last;
    });
    lines.splice(0, lines.length, ...kept);
  });
  rewrite(files, 'data/heads.jsonl', (text) =>
    text.replaceAll(/"record":(\d+)/g, (_, line) => `"record":${Number(line) - 1}`),
  );
  return withManifests(files);
}

/** Parts that the service wrote into streams of which bundles disclose parts, and that have no class. */
async function unknownParts(
  { composition: { ports, store } }: CityService,
  procedures: readonly ReturnType<typeof procedureFrom>[],
): Promise<readonly string[]> {
  const rows = (await store.dataSource.query(
    `select distinct s.kind, r.stream, p.seq, p.name from record_parts p join streams s on s.id = p.stream
      join records r on r.stream = p.stream and r.seq = p.seq
      where s.kind in ('case', 'draft', 'consultation', 'panel', 'meeting')`,
  )) as { kind: string; stream: string; seq: number; name: string }[];
  const [first] = procedures;
  const unknown = new Set<string>();
  for (const { kind, stream, seq, name } of rows) {
    const [found] = await ports.ledger.records(stream, seq, 1);
    const { def, data } = found?.record ?? {};
    const of = procedures.find(({ digest }) => digest.sha256 === def?.sha256) ?? first;
    const act = typeof data?.['act'] === 'string' ? data['act'] : undefined;
    if (of && knownPart(of.definition, kind, act, name) === undefined) unknown.add(`${kind} ${name}`);
  }
  return [...unknown];
}

function filesIn(files: BundleMap): Readonly<Record<string, object>> {
  const lines = textIn(files, 'data/files.jsonl').split('\n').slice(0, -1);
  return Object.fromEntries(
    lines.map((line) => {
      const file = JSON.parse(line) as { sha256: string };
      return [file.sha256, file];
    }),
  );
}

function partsIn(files: BundleMap): readonly Line[] {
  return textIn(files, 'data/parts.jsonl')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

/** The first commenter's request to be forgotten, approved by two. */
async function eraseComment(city: CityService, consultation: string): Promise<void> {
  const stream = consultation.slice(consultation.lastIndexOf('/') + 1);
  const parts = [{ seq: 1, name: 'authors.1' }];
  await new LicencePlay(city).redact({ stream, parts, ground: 'consent-withdrawn' }, 'o-701');
}
