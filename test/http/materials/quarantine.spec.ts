import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { checkContents } from '../../../src/usecases/materials/check-contents.js';
import type { HistoryRecord } from '../../../src/engine/replay/history.js';
import { replayStrict } from '../../../src/engine/replay/replay-strict.js';
import { expireUploads } from '../../../src/usecases/materials/end-upload.js';
import { gatherHistory } from '../../../src/usecases/replay/gather-history.js';
import { notTheSame } from '../../engine/replay/told-apart.js';
import { EICAR, startFakeClamd, type Behaviour } from '../../outside/materials/fake-clamd.js';
import { pdfOf } from '../../support/pdf.js';
import { startTestService, type TestService } from '../support/test-service.js';
import { tus, upload } from '../support/uploading.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('quarantine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-quarantine-'));
  let behaviour: Behaviour;
  let daemon: Awaited<ReturnType<typeof startFakeClamd>>;
  let service: TestService;
  let id: string;
  let keys = 0;

  const clean: Behaviour = (content) => (content.includes(EICAR) ? 'stream: Eicar FOUND' : 'stream: OK');
  const file = (of: string, more: object = {}): Test =>
    service
      .post(`/v1/cases/${id}/materials`, 'liu')
      .set('idempotency-key', `quarantine-${keys++}`)
      .send({ upload: of, source: 'applicant', ...more });
  const checklist = async () => (await service.get(`/v1/cases/${id}/materials`, 'liu').expect(200)).body;
  const stored = (bytes: Buffer): boolean => {
    const name = sha256(bytes);
    return existsSync(join(folder, 'kept', name.slice(0, 2), name));
  };

  beforeAll(async () => {
    daemon = await startFakeClamd(0, (content) => behaviour(content));
    service = await startTestService({
      materials: {
        ...{ scanner: `tcp://127.0.0.1:${daemon.port}`, folder: join(folder, 'kept') },
        ...{ uploads: join(folder, 'uploads'), caseFiles: 3, caseBytes: 20_000, uploadHours: 1 },
      },
    });
    id = await service.open('quarantine');
  });
  beforeEach(() => {
    behaviour = clean;
  });
  afterAll(async () => {
    expect(service.errors).toEqual([]);
    await service.close();
    await daemon.close();
    rmSync(folder, { recursive: true });
  });

  it('lets through what was found clean, and what it lets through was scanned whole', async () => {
    const bytes = pdfOf('干净');
    const of = await upload(service.app, 'liu', '干净.pdf', bytes);
    expect(daemon.received.some((one) => one.equals(bytes))).toBe(true);
    await file(of).expect(201);
    expect((await checklist()).counts.filed).toBe(1);
  });

  it('keeps what is infected: on record, not openable, not counted as filed', async () => {
    const bytes = pdfOf(EICAR);
    const of = await upload(service.app, 'liu', '有毒.pdf', bytes);
    const seen = await tus(service.app, 'liu').read(`/v1/uploads/${of}`).expect(200);
    expect(seen.body).toMatchObject({ state: 'settled', scan: 'infected' });
    const refused = await file(of).expect(409);
    expect(refused.body).toMatchObject({
      code: 'file-quarantined',
      unmet: [{ say: '文件含有恶意内容，已隔离' }],
      recordId: expect.any(String),
    });
    const records = await service.get(`/v1/cases/${id}/records?limit=200`, 'liu').expect(200);
    expect(records.body.items.at(-1)).toMatchObject({
      record: {
        id: refused.body.recordId,
        type: 'act.refused',
        data: { refusal: { code: 'file-quarantined' } },
      },
      parts: { attempt: { act: 'material.file', input: { upload: of } } },
    });
    expect((await checklist()).counts.filed).toBe(1);
    const path = `/v1/cases/${id}/materials/extra-1/versions/${sha256(bytes)}/content`;
    await service.get(path, 'liu').expect(404);
    // Clean signatures of a later day do not make it clean.
    behaviour = () => 'stream: OK';
    await file(of).expect(409);
    await tus(service.app, 'liu').end(`/v1/uploads/${of}`).expect(204);
  });

  it('keeps what could not be scanned until it can be, and then lets it through', async () => {
    behaviour = () => 'hangUp';
    const of = await upload(service.app, 'liu', '稍后.pdf', pdfOf('稍后'));
    const first = await file(of).expect(409);
    expect(first.body).toMatchObject({ code: 'file-quarantined', unmet: [{ say: /稍后重试/ }] });
    behaviour = clean;
    await file(of).expect(201);
  });

  it('does not even hold, in the database, what was not found clean', async () => {
    behaviour = () => 'hangUp';
    const bytes = pdfOf('绕过');
    const of = await upload(service.app, 'liu', '绕过.pdf', bytes);
    const append = service.database.owner.query(`select duecourse_append_materials($1, $2::json)`, [
      id,
      JSON.stringify({
        rows: [{ id: 'extra-9', item: null, standing: 'filed', versions: 1 }],
        versions: [
          {
            id: 'extra-9',
            n: 1,
            sha256: sha256(bytes),
            size: bytes.length,
            media_type: 'x',
            filed_on: '2026-09-28',
          },
        ],
      }),
    ]);
    await expect(append).rejects.toThrow(/not stored, or was not found clean/);
    await tus(service.app, 'liu').end(`/v1/uploads/${of}`).expect(204);
  });

  it('takes no more files and bytes than a case may hold', async () => {
    const large = await upload(service.app, 'liu', '大.pdf', pdfOf('大'.repeat(6_450)));
    const tooMuch = await file(large).expect(422);
    expect(tooMuch.body).toMatchObject({
      code: 'too-many-materials',
      unmet: [{ say: '本案材料至多 3 份、合计 0 MB' }],
    });
    await tus(service.app, 'liu').end(`/v1/uploads/${large}`).expect(204);
    await file(await upload(service.app, 'liu', '三.pdf', pdfOf('三'))).expect(201);
    const fourth = await file(await upload(service.app, 'liu', '四.pdf', pdfOf('四'))).expect(422);
    expect(fourth.body.code).toBe('too-many-materials');
  });

  it('leaves refusals that are decided anew to the same end: unfit, infected, not scanned, too many, there already', async () => {
    const { begin, send } = tus(service.app, 'liu');
    const script = Buffer.from('<html><script>alert(1)</script></html>');
    const begun = await begin('说明.pdf', script.length).expect(201);
    const path = begun.headers['location'] as string;
    await send(path, 0, script).expect(422);
    const unfit = await file(path.slice(path.lastIndexOf('/') + 1)).expect(422);
    expect(unfit.body).toMatchObject({ code: 'file-refused', unmet: [{ say: '文件内容与扩展名不符' }] });
    const same = await upload(service.app, 'liu', '同.pdf', pdfOf('干净'));
    await file(same, { item: 'extra-1' }).expect(422);
    expect((await file(same, { item: 'nowhere' })).body).toMatchObject({ code: 'material-unknown' });

    const { ports, store } = service.composition;
    const history = await gatherHistory({ ...ports, queries: store.queries, documents: store.documents }, id);
    if (!history || 'tooLong' in history) throw new Error('no history');
    const refused = history.records.filter(({ record }) => record.type === 'act.refused');
    const told = refused.map(({ record: { data } }) => [codes(data), contentIn(data)]);
    expect(told).toEqual(
      expect.arrayContaining([
        [['file-refused'], { size: script.length, findings: [{ code: 'content-differs' }] }],
        [['file-quarantined'], expect.objectContaining({ scan: 'infected' })],
        [['file-quarantined'], expect.objectContaining({ scan: 'quarantined' })],
        [['too-many-materials'], expect.objectContaining({ mediaType: 'application/pdf' })],
        [['too-many-materials', 'material-already-filed'], expect.anything()],
        [['material-unknown', 'too-many-materials'], expect.anything()],
      ]),
    );
    expect(notTheSame(replayStrict(history))).toEqual([]);

    // Whatever of it is told otherwise is found; an old record, which does not say it, is not judged.
    const judgedWith = (change: (filing: Filing) => Filing | undefined) => {
      const records = history.records.map((one) => (refused.includes(one) ? withFiling(one, change) : one));
      const { records: judged } = replayStrict({ ...history, records });
      return new Set(judged.filter(({ type }) => type === 'act.refused').map(({ verdict }) => verdict));
    };
    expect(judgedWith(() => undefined)).toEqual(new Set(['cannot-be-judged']));
    const lax = { count: 99, bytes: 99_999_999 };
    for (const other of [
      (filing: Filing) => ({ ...filing, limits: lax }),
      (filing: Filing) => ({ ...filing, content: { ...filing.content, size: 1 } }),
      (filing: Filing) => ({ ...filing, content: { size: 1, findings: [{ code: 'macros' }] } }),
    ])
      expect(judgedWith(other)).toEqual(new Set(['differs']));
  });

  it('and the store of contents are looked through: what is missing or altered is found', async () => {
    const { materials } = service.composition;
    expect(await checkContents(materials, { whole: true })).toEqual([]);
    const bytes = pdfOf('干净');
    const name = sha256(bytes);
    const path = join(folder, 'kept', name.slice(0, 2), name);
    const altered = Buffer.from(bytes);
    altered[40] = 0x41;
    writeFileSync(path, altered);
    expect(await checkContents(materials, { whole: false })).toEqual([]);
    expect(await checkContents(materials, { whole: true })).toMatchObject([{ code: 'content-altered' }]);
    writeFileSync(path, bytes.subarray(1));
    expect(await checkContents(materials, { whole: false })).toMatchObject([{ code: 'content-altered' }]);
    rmSync(path);
    expect(await checkContents(materials, { whole: false })).toMatchObject([{ code: 'content-missing' }]);
    writeFileSync(path, bytes);
    expect(await checkContents(materials, { whole: true })).toEqual([]);
  });

  it('is emptied of what nobody filed in time; what is in a case stays', async () => {
    const { materials } = service.composition;
    const filed = pdfOf('干净');
    const abandoned = pdfOf('无人提交');
    const of = await upload(service.app, 'liu', '无人提交.pdf', abandoned);
    const half = await tus(service.app, 'liu').begin('一半.pdf', 100).expect(201);
    await tus(service.app, 'liu')
      .send(half.headers['location'] as string, 0, Buffer.alloc(50))
      .expect(204);
    expect(stored(abandoned)).toBe(true);
    const tomorrow = {
      ...materials,
      wall: () => new Date(Date.now() + 2 * 3_600_000).toISOString() as never,
    };
    const gone = await expireUploads(tomorrow)(100);
    expect(gone).toBeGreaterThanOrEqual(3);
    expect(await expireUploads(tomorrow)(100)).toBe(0);
    expect([stored(abandoned), stored(filed)]).toEqual([false, true]);
    expect(readdirSync(join(folder, 'uploads'))).toEqual([]);
    await tus(service.app, 'liu').ask(`/v1/uploads/${of}`).expect(404);
    const path = `/v1/cases/${id}/materials/extra-1/versions/${sha256(filed)}/content`;
    await service.get(path, 'liu').expect(200);
  });
});

interface Filing {
  readonly content: object;
  readonly limits: object;
}

type Data = HistoryRecord['record']['data'];

function codes({ refusal }: Data): readonly string[] {
  return (refusal as { readonly unmet: readonly { readonly code: string }[] }).unmet.map(({ code }) => code);
}

function contentIn({ filing }: Data): unknown {
  return (filing as Filing | undefined)?.content;
}

function withFiling(one: HistoryRecord, change: (filing: Filing) => Filing | undefined): HistoryRecord {
  const { filing, ...data } = one.record.data;
  const changed = change(filing as Filing);
  return { ...one, record: { ...one.record, data: { ...data, ...(changed && { filing: changed }) } } };
}
