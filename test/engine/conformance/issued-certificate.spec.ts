import { describe, expect, it } from '@jest/globals';
import type { DigestPair } from '../../../src/engine/audit/record.js';
import type { CivilDate, Instant } from '../../../src/engine/clock/time.js';
import type { ConformanceCertificate } from '../../../src/engine/conformance/certificate.js';
import {
  certificateDigest,
  certificateToIssue,
  type CertificateOnRecord,
  conclusionsDigest,
  describeIssued,
  foldCertificates,
  type IssuedCertificate,
  NO_CERTIFICATES,
} from '../../../src/engine/conformance/issued-certificate.js';
import type { ConformanceRow } from '../../../src/engine/conformance/table.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const leaf = (n: number): DigestPair => ({ sha256: `${n}`.repeat(64), sm3: `${n}`.repeat(64) });
const NOW = '2026-09-28T01:00:00.000Z' as Instant;

const row = (seq: number, change: Partial<ConformanceRow> = {}): ConformanceRow => ({
  ...{ id: 'history', kind: 'history', title: { zh: '留痕', en: 'records' }, articles: [], occasions: 1 },
  ...{ conclusion: 'complies', events: [{ seq, leaf: leaf(seq) }], ...change },
});

const certificate = (seq: number): ConformanceCertificate => ({
  ...{ format: 'conformance-certificate/v1', case: 'c-1', procedure: 'p', title: '许可' },
  ...{ definition: leaf(7), outcome: 'granted', result: '准予许可' },
  ...{ endedOn: '2026-09-28' as CivilDate, asOf: '2026-09-28' as CivilDate, table: leaf(seq) },
  first: { seq: 0, leaf: leaf(0) },
  last: { seq, leaf: leaf(seq) },
  counts: { complies: 1, deviates: 1, exempt: 0, notApplicable: 0, undetermined: 0 },
  deviations: [
    { id: 'clocks.notice.kept', articles: ['许可法 32.1(4)'], events: [{ seq: 1, leaf: leaf(1) }] },
  ],
  undetermined: [],
  notShown: [{ zh: '口头步骤', en: 'spoken steps' }],
});

const issue = (seq: number, rows: readonly ConformanceRow[], earlier?: CertificateOnRecord) =>
  certificateToIssue({ certificate: certificate(seq), rows }, earlier, nodeHash);
const onRecord = (issued: IssuedCertificate | undefined, seq = 4): CertificateOnRecord => {
  if (!issued) throw new Error('nothing was issued');
  return { issued, stream: 's', seq, at: NOW };
};

describe('a certificate as it is put on record', () => {
  it('has digests, ids and counts', () => {
    expect(issue(3, [row(3)])).toEqual({
      ...{ case: 'c-1', cause: 'closure', last: { seq: 3, leaf: leaf(3) }, asOf: '2026-09-28' },
      ...{ table: leaf(3), conclusions: conclusionsDigest([row(3)], nodeHash) },
      certificate: certificateDigest(certificate(3), nodeHash),
      ...{ counts: certificate(3).counts, deviations: ['clocks.notice.kept'] },
    });
  });

  it('is issued anew only when records were added and the table says something else', () => {
    const first = onRecord(issue(3, [row(3)]));
    const changed = [row(5, { conclusion: 'deviates' })];
    expect(issue(5, [row(5)], first)).toBeUndefined();
    expect(issue(3, changed, first)).toBeUndefined();
    expect(issue(2, changed, first)).toBeUndefined();
    expect(issue(5, changed, first)).toMatchObject({ cause: 'change', before: 4, last: { seq: 5 } });
  });

  it('has one digest whether or not the log was at hand', () => {
    const sealed = {
      ...certificate(3),
      checkpoint: { size: 9, note: 'n', index: 4, proof: 'p' },
      notShown: [],
    };
    expect(certificateDigest(sealed, nodeHash)).toEqual(certificateDigest(certificate(3), nodeHash));
    const other = { ...certificate(3), outcome: 'refused' };
    expect(certificateDigest(other, nodeHash)).not.toEqual(certificateDigest(certificate(3), nodeHash));
  });

  it('tells where its record is, and whether the table still says the same', () => {
    const first = onRecord(issue(3, [row(3)]));
    expect(describeIssued(first, true).zh).toMatch(
      /记录 s 4；.+末条记录 3，违反 1 项；与现在的对照表结论一致$/,
    );
    const second = onRecord(issue(5, [row(5, { occasions: 2 })], first), 6);
    expect(describeIssued(second, false).zh).toMatch(/记录 s 6，接续记录 4；.+结论不一致/);
    expect(describeIssued(second, false).en).toContain('after record 4');
  });

  it('is counted in its stream, which takes no other record', () => {
    const record = { type: 'certificate.issued', recordedAt: NOW };
    const once = foldCertificates(NO_CERTIFICATES, record);
    expect(foldCertificates(once, record)).toEqual({ issued: 2, lastIssuedAt: NOW });
    expect(() => foldCertificates(once, { ...record, type: 'heads.published' })).toThrow('does not belong');
  });
});
