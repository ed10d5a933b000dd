import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { ActAnswer } from '../../../src/usecases/cases/act-answer.js';
import { issueDocument } from '../../../src/usecases/papers/issue-document.js';
import type { Ports } from '../../../src/usecases/ports.js';
import { askerOf, Office } from '../../support/office.js';
import { procedureFrom } from '../../support/procedures.js';

const letters = procedureFrom('test/engine/case/documents/fixtures/letter.yaml');
const ANSWERS = { 拟作决定: '不予许可' };

describe('numbers of documents 文号', () => {
  let office: Office;
  let other: Office;
  let keys = 0;
  beforeAll(async () => {
    office = await Office.open({ procedures: [letters] });
    const unit = {
      title: '测试机关',
      organ: true,
      procedures: ['test-letter'],
      from: '2014-01-01' as CivilDate,
    };
    await office.reorganised({
      change: 'unit.put',
      id: 'office',
      unit: {
        ...unit,
        particulars: { codeWord: '测审', reconsideration: '测试市人民政府', court: '测试法院' },
      },
    });
    other = await office.another();
  });
  afterAll(async () => {
    await other.leave();
    await office.close();
  });

  async function told(): Promise<string> {
    const id = await office.received({ procedure: 'test-letter', input: {} });
    await office.done(id, 'reviewer', 'tell');
    return id;
  }

  function issue(
    at: Office,
    caseId: string,
    answers: Readonly<Record<string, unknown>> = ANSWERS,
    ports: Ports = at.ports,
  ): Promise<ActAnswer> {
    const tools = { papers: at.store.papers, queries: at.store.queries };
    const by = askerOf('reviewer');
    return issueDocument(ports, tools)({ caseId, id: 'd1', answers, by, key: `number-${keys++}` });
  }

  const register = async (): Promise<readonly number[]> =>
    (await office.rows<{ n: number }>('select n from document_numbers where year = 2026 order by n')).map(
      ({ n }) => n,
    );

  it('are dense when two processes issue two hundred documents at once', async () => {
    const cases: string[] = [];
    for (let n = 0; n < 200; n += 1) cases.push(await told());
    const before = (await register()).length;
    const answers = await Promise.all(cases.map((id, n) => issue(n % 2 === 0 ? office : other, id)));
    expect(answers.map(({ outcome }) => outcome)).toEqual(answers.map(() => 'recorded'));
    const numbers = await register();
    expect(numbers).toEqual(Array.from({ length: before + 200 }, (_, index) => index + 1));
    const printed = answers.map((answer) =>
      answer.outcome === 'recorded' ? answer.state.documents?.['d1']?.issued?.number : undefined,
    );
    expect(new Set(printed).size).toBe(200);
    for (const number of printed) expect(number).toMatch(/^测审许听告〔2026〕[1-9]\d*号$/);
  }, 120_000);

  it('are dense whatever is refused or fails in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('issued', 'refused', 'failed'), { minLength: 1, maxLength: 8 }),
        async (plan) => {
          const before = (await register()).length;
          const cases: string[] = [];
          for (const _ of plan) cases.push(await told());
          const outcomes = await Promise.all(
            plan.map(async (what, n) => {
              const at = n % 2 === 0 ? office : other;
              const id = cases[n] ?? '';
              if (what === 'failed') return issue(at, id, ANSWERS, failing(at)).catch(() => 'failed');
              return (await issue(at, id, what === 'issued' ? ANSWERS : {})).outcome;
            }),
          );
          expect(outcomes).toEqual(plan.map((what) => (what === 'issued' ? 'recorded' : what)));
          const given = plan.filter((what) => what === 'issued').length;
          expect(await register()).toEqual(Array.from({ length: before + given }, (_, index) => index + 1));
        },
      ),
      { numRuns: 8 },
    );
  }, 120_000);

  it('begin anew with each year, and are one register for each word', async () => {
    const id = await office.received({ procedure: 'test-letter', input: {} });
    await office.done(id, 'reviewer', 'refuse', { reason: '不符合条件' });
    expect(await issue(office, id, {})).toMatchObject({
      outcome: 'recorded',
      state: { documents: { d1: { issued: { number: '测审许不〔2026〕1号' } } } },
    });
    office.clock.put('2027-01-04');
    expect(await issue(office, await told())).toMatchObject({
      outcome: 'recorded',
      state: { documents: { d1: { issued: { number: '测审许听告〔2027〕1号' } } } },
    });
    expect(await office.findings()).toEqual([]);
  });

  it('cannot be taken out of turn, nor changed, by whoever writes to the database', async () => {
    const insert = (n: number): Promise<unknown> =>
      office.rows(`select duecourse_append_papers('x', $1::json)`, [
        JSON.stringify({ numbers: [{ unit: 'office', word: '测审许不', year: 2026, n, document: 'd1' }] }),
      ]);
    await expect(insert(1)).rejects.toThrow('the number is taken');
    await expect(insert(3)).rejects.toThrow('the number is taken');
    await expect(office.rows('delete from document_numbers')).rejects.toThrow();
    await expect(office.rows('update document_numbers set n = 7')).rejects.toThrow();
  });

  it('are not given by an organ without a code word', async () => {
    await office.reorganised({
      change: 'unit.put',
      id: 'office',
      unit: { title: '测试机关', organ: true, procedures: ['test-letter'], from: '2014-01-01' as CivilDate },
    });
    const answer = await issue(office, await told());
    expect(answer).toMatchObject({
      outcome: 'refused',
      refusal: {
        code: 'document-field-missing',
        unmet: [{ say: { zh: '测试机关尚未登记机关代字，不能编号' } }],
      },
    });
  });

  /** A process that has thought of everything and dies before it writes. */
  function failing(at: Office): Ports {
    return at.through((ledger) => ({
      transact: (request, work) =>
        ledger.transact(request, async (head) => {
          await work(head);
          throw new Error('the power went out');
        }),
    }));
  }
});
