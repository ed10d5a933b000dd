import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../../../src/engine/case/case-state.js';
import type { Actor } from '../../../../src/engine/case/command.js';
import type { MissingField } from '../../../../src/engine/case/documents/compose.js';
import { decideIssue, mayIssue } from '../../../../src/engine/case/documents/decide-documents.js';
import { evolve } from '../../../../src/engine/case/evolve.js';
import { compiledPapers, liu, perform, received, settled, wang, worldOn, zhang } from './papers.js';

const procedure = compiledPapers();
const world = worldOn('2026-03-05');
const DIGESTS = { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) };

function issue(
  state: CaseState,
  wish: {
    id?: string;
    actor?: Actor;
    answers?: Record<string, unknown>;
    missing?: readonly MissingField[];
  } = {},
) {
  const { id = 'd1', actor = zhang, answers = {}, missing } = wish;
  const composed = missing ? { missing } : { ...DIGESTS, number: '某审许收〔2026〕1号' };
  return decideIssue(procedure, state, { id, actor, answers, composed }, world);
}

describe('ordering', () => {
  it('numbers through the life of the case, and leaves out what has no text', () => {
    const { state } = perform(procedure, received(procedure), {
      on: '2026-03-03',
      act: 'again',
      actor: zhang,
    });
    expect(state.documents).toEqual({
      d1: { document: 'receipt', orderedOn: '2026-03-02', act: 'receive' },
      d2: { document: 'receipt', orderedOn: '2026-03-03', act: 'again' },
    });
  });

  it('is done by the law as well', () => {
    const { state } = received(procedure);
    expect(settled(procedure, state, '2026-03-20').documents?.['d2']).toEqual({
      document: 'deemed',
      orderedOn: '2026-03-10',
    });
  });

  it('does not happen in a procedure without texts: its cases stay as they were', () => {
    const { state } = received(compiledPapers(undefined, {}));
    expect(state.documents).toBeUndefined();
  });
});

describe('issuing', () => {
  it('fixes digests, number and day, and changes nothing else of the case', () => {
    const { state } = received(procedure);
    const answer = issue(state);
    expect(answer).toMatchObject({
      refused: false,
      basis: ['许可法 31.1', '许可法 32.1(4)'],
      event: {
        type: 'document.issued',
        cause: 'document',
        on: '2026-03-05',
        power: { post: 'window' },
        papers: [
          {
            did: 'issued',
            id: 'd1',
            issued: { on: '2026-03-05', number: '某审许收〔2026〕1号', ...DIGESTS },
          },
        ],
      },
    });
    if (answer.refused) throw new Error('refused');
    const { documents, ...rest } = answer.state;
    const { documents: before, ...untouched } = state;
    expect(rest).toEqual(untouched);
    expect(documents?.['d1']).toMatchObject({ ...before?.['d1'], issued: { on: '2026-03-05' } });
    expect(evolve(state, answer.event, 'zhang')).toEqual(answer.state);
  });

  it('happens once: what was issued never changes', () => {
    const first = issue(received(procedure).state);
    if (first.refused) throw new Error('refused');
    expect(issue(first.state)).toMatchObject({ refused: true, code: 'document-issued' });
  });

  it.each([
    ['somebody without a post that orders it', wang, 'd1'],
    ['a party, for an officer’s document', liu, 'd1'],
  ])('is refused to %s', (_, actor, id) => {
    expect(issue(received(procedure).state, { actor, id })).toMatchObject({
      refused: true,
      code: 'power-missing',
    });
  });

  it.each(['d2', 'd0', '__proto__', 'constructor', ''])('is refused for what was never ordered: %p', (id) => {
    expect(mayIssue(procedure, received(procedure).state, { actor: zhang, id }, world)).toMatchObject({
      refused: true,
      code: 'document-not-ordered',
    });
  });

  it('waits while the work stands still, and never follows a case opened by mistake', () => {
    const { state } = received(procedure);
    expect(issue({ ...state, suspendedOn: state.lastOn })).toMatchObject({ code: 'case-suspended' });
    expect(issue({ ...state, status: 'ended', outcome: 'voided' })).toMatchObject({ code: 'case-ended' });
  });

  it('goes on after the end of the case: a refusal ends it, and must go out', () => {
    const input = { reasons: '不符合条件' };
    const { state } = perform(procedure, received(procedure), {
      on: '2026-03-04',
      act: 'refuse',
      actor: wang,
      input,
    });
    expect(state.status).toBe('ended');
    expect(issue(state, { id: 'd2', actor: wang })).toMatchObject({ refused: false });
  });

  it('lets whom the definition names issue what the law ordered', () => {
    const { state } = received(procedure);
    const lapsed = settled(procedure, state, '2026-03-20');
    expect(issue(lapsed, { id: 'd2', actor: zhang })).toMatchObject({ refused: false });
    expect(issue(lapsed, { id: 'd2', actor: wang })).toMatchObject({ code: 'power-missing' });
  });

  it('is refused with every missing field by name, its provision, and where to answer', () => {
    const missing: MissingField[] = [
      { field: '事实', why: '缺事实', ask: { type: 'string' } },
      { field: '复议机关', why: '缺复议机关' },
    ];
    const input = { reasons: '不符合条件' };
    const { state } = perform(procedure, received(procedure), {
      on: '2026-03-04',
      act: 'refuse',
      actor: wang,
      input,
    });
    expect(issue(state, { id: 'd2', actor: wang, missing })).toMatchObject({
      refused: true,
      code: 'document-field-missing',
      unmet: [
        { code: 'document-field-missing', say: '缺事实', basis: ['许可法 38.2'], at: '/answers/事实' },
        { code: 'document-field-missing', say: '缺复议机关', basis: ['许可法 38.2'] },
      ],
    });
  });

  it('is refused for an answer that nobody asked for, or of another kind', () => {
    const { state } = received(procedure);
    expect(issue(state, { answers: { 收到时间: '昨天' } })).toMatchObject({ code: 'invalid-input' });
    const input = { reasons: '不符合条件' };
    const refused = perform(procedure, received(procedure), {
      on: '2026-03-04',
      act: 'refuse',
      actor: wang,
      input,
    });
    const answers = { 复议前置: '也许' };
    expect(issue(refused.state, { id: 'd2', actor: wang, answers })).toMatchObject({
      code: 'invalid-input',
      unmet: [{ basis: ['许可法 38.2'] }],
    });
  });
});
