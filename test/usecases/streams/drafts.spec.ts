import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommentKind } from '../../../src/engine/draft/comment.js';
import type { MaterialPorts } from '../../../src/usecases/materials/material-ports.js';
import { answerComment, commentOnDraft } from '../../../src/usecases/streams/draft/comment-on-draft.js';
import { listComments, listVersions, readVersion } from '../../../src/usecases/streams/draft/read-drafts.js';
import { submitDraft, type SubmitAnswer } from '../../../src/usecases/streams/draft/submit-draft.js';
import { draftFileReader } from '../../../src/outside/drafts/draft-file-reader.js';
import { askerOf, Office, recorded, refused, type Who } from '../../support/office.js';
import { draftProcedure } from '../../support/draft-procedure.js';

const TEXT = '规定\n第一条　甲应当公开。\n第二条　乙应当论证。';

/** Nothing is uploaded in these tests. */
const files = { reader: draftFileReader, materials: {} as MaterialPorts };
let keys = 0;

describe('drafts beside a case', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open({ procedures: [draftProcedure()] });
  });
  afterAll(() => office.close());

  async function started(): Promise<string> {
    const caseId = await office.received({ procedure: 'test-draft', by: 'reviewer', input: {} });
    await office.done(caseId, 'reviewer', 'start');
    return caseId;
  }

  function submit(
    caseId: string,
    text: string,
    more: { readonly by?: Who; readonly key?: string; readonly name?: string } = {},
  ): Promise<SubmitAnswer> {
    const { by = 'reviewer', key = `draft-${keys++}`, name = 'draft' } = more;
    const request = { caseId, name, by: askerOf(by), key, content: { text } };
    return submitDraft(office.ports, office.store.drafts, files)(request);
  }

  function comment(caseId: string, kind: CommentKind, article: string | null, version = 1) {
    const key = `draft-${keys++}`;
    const request = {
      caseId,
      name: 'draft',
      by: askerOf('chair'),
      key,
      kind,
      article,
      version,
      text: '请修改。',
    };
    return commentOnDraft(office.ports, office.store.drafts)(request);
  }

  const reading = () => ({ ports: office.ports, drafts: office.store.drafts, queries: office.store.queries });
  const comments = (caseId: string, limit = 50, after?: string) => {
    const page = { limit, ...(after !== undefined && { after }) };
    return listComments(reading())({ caseId, name: 'draft' }, page, askerOf('chair'));
  };

  it('have one stream, whoever begins them at once, and the same answer for the same key', async () => {
    const caseId = await started();
    const both = await Promise.all([
      submit(caseId, TEXT, { key: 'one' }),
      submit(caseId, TEXT, { by: 'secondReviewer' }),
    ]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['recorded', 'refused']);
    const streams = await office.ports.streamStandings?.streamsOf(caseId, 'draft');
    expect(streams).toHaveLength(1);
    const again = await submit(caseId, TEXT, { key: 'one' });
    expect(again).toEqual(both[0]);
    expect(await submit(caseId, `${TEXT}改`, { key: 'one' })).toEqual({ outcome: 'keyReused' });
    expect(streams).toEqual([
      expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
    ]);
  });

  it('are what acts of the case read, and what they rest on', async () => {
    const caseId = await started();
    refused(await office.act(caseId, 'chair', 'review'));
    await submit(caseId, TEXT);
    expect(await comment(caseId, 'mustChange', 'a2')).toMatchObject({
      outcome: 'recorded',
      result: { comment: 1 },
    });
    expect(refused(await office.act(caseId, 'chair', 'review')).refusal.unmet).toMatchObject([
      { basis: ['规则 3'] },
    ]);
    await submit(caseId, TEXT.replace('乙', '承办单位'));
    const answer = {
      caseId,
      name: 'draft',
      by: askerOf('reviewer'),
      key: 'answer',
      comment: 1,
      answer: 'revised' as const,
    };
    expect(await answerComment(office.ports, office.store.drafts)(answer)).toMatchObject({
      outcome: 'recorded',
    });
    const { state } = recorded(await office.act(caseId, 'chair', 'review'));
    expect(state.facts).toMatchObject({ reviewedVersion: 2 });
  });

  it('keep words out of records and states, and in parts and rows', async () => {
    const caseId = await started();
    await submit(caseId, TEXT);
    await comment(caseId, 'question', 'a1');
    const [stream = ''] = (await office.ports.streamStandings?.streamsOf(caseId, 'draft')) ?? [];
    const records = await office.records(stream);
    expect(records.map(({ type }) => type)).toEqual(['draft.submitted', 'draft.commented']);
    expect(JSON.stringify(records)).not.toMatch(/公开|请修改/);
    expect(Object.keys(records[0]?.parts ?? {})).toEqual(['draft']);
    expect(JSON.stringify(await office.state(stream))).not.toMatch(/公开|请修改|reviewer|o-/);
    for (const table of ['draft_versions', 'draft_comments']) {
      await expect(office.rows(`update ${table} set person = 'x'`)).rejects.toThrow();
      await expect(office.rows(`delete from ${table}`)).rejects.toThrow();
    }
  });

  it('show each comment where it stands in the latest version, page by page', async () => {
    const caseId = await started();
    await submit(caseId, TEXT);
    for (const article of ['a1', 'a2', null]) await comment(caseId, 'suggestion', article);
    await submit(caseId, '规定\n第一条　乙应当组织论证。');
    await comment(caseId, 'suggestion', 'a2', 2);
    const first = await comments(caseId, 3);
    expect(first?.items.map(({ comment: n, state, standing }) => [n, state, standing.where])).toEqual([
      [1, 'open', 'articleDeleted'],
      [2, 'open', 'touched'],
      [3, 'open', 'touched'],
    ]);
    expect(first?.hasMore).toBe(true);
    const rest = await comments(caseId, 3, first?.endCursor ?? undefined);
    expect(rest?.items.map(({ comment: n, standing }) => [n, standing.where])).toEqual([[4, 'untouched']]);
  });

  it('are there for nobody who may not know of the case, and where none is declared', async () => {
    const caseId = await started();
    expect(await submit(caseId, TEXT, { name: 'meeting' })).toEqual({ outcome: 'unknown' });
    expect(await submit(caseId, TEXT, { by: 'neighbour' })).toEqual({ outcome: 'unknown' });
    expect(await comment(caseId, 'question', null)).toEqual({ outcome: 'unknown' });
    await submit(caseId, TEXT);
    const address = { caseId, name: 'draft' };
    expect(await listVersions(reading())(address, askerOf('neighbour'))).toBeUndefined();
    expect(await readVersion(reading())(address, 1, askerOf('neighbour'))).toBeUndefined();
    expect(await readVersion(reading())(address, 2, askerOf('chair'))).toBeUndefined();
    expect((await listVersions(reading())(address, askerOf('chair')))?.versions).toMatchObject([
      { version: 1, articles: 2, source: 'text', person: 'o-201', post: 'reviewer', on: '2026-09-28' },
    ]);
  });

  it('leave a ledger that holds together', async () => {
    expect(await office.findings()).toEqual([]);
  });
});
