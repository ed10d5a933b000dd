import type { Refusal } from '../../engine/case/refusal.js';
import type { ActAnswer } from '../../usecases/cases/act-answer.js';
import { etagOf } from '../headers/if-match.decorator.js';
import { Problem, type ProblemDetails, unknownResource } from './problem.js';

/** An act that is on record as done. */
export type Recorded = Extract<ActAnswer, { outcome: 'recorded' }>;

/**
 * The recorded act, or the problem that another outcome means. The one mapping of `ActAnswer` to HTTP.
 * @throws Problem
 */
export function recordedOrProblem(answer: ActAnswer): Recorded {
  switch (answer.outcome) {
    case 'recorded':
      return answer;
    case 'refused':
      throw refusalProblem(answer);
    case 'stale':
      throw new Problem('stale-version', {
        detail: {
          zh: `您依据的是版本 ${answer.expectedVersion}，案件现为版本 ${answer.version}。本次尝试已经留痕。`,
          en: `You acted on version ${answer.expectedVersion}; the case is at version ${answer.version}. The attempt is on record.`,
        },
        recordId: answer.receipt.id,
        version: answer.version,
        headers: ledgerHeaders(answer),
      });
    case 'notOpened':
      throw new Problem(answer.refusal.code, refusalDetails(answer.refusal));
    case 'unitNeeded':
      throw unitNeeded(answer.units);
    case 'keyReused':
      throw new Problem('idempotency-key-reused');
    case 'unknown':
      throw unknown(answer.what);
  }
}

function unknown(what: Extract<ActAnswer, { outcome: 'unknown' }>['what']): Problem {
  if (what === 'case') return unknownResource('案件', 'case');
  if (what === 'relation') return unknownResource('关联案件', 'related case');
  return what === 'procedure' ? unknownResource('程序', 'procedure') : unknownResource('当事人', 'person');
}

function unitNeeded(units: Extract<ActAnswer, { outcome: 'unitNeeded' }>['units']): Problem {
  const listed = units.map(({ unit, title }) => `${unit}（${title}）`).join('、');
  const list = units.map(({ unit, title }) => `${unit} (${title})`).join(', ');
  return new Problem('unit-needed', {
    detail:
      units.length === 0
        ? { zh: '现无主管该程序的单位。', en: 'No unit is competent for this procedure now.' }
        : { zh: `主管该程序的单位：${listed}。`, en: `Competent for this procedure: ${list}.` },
  });
}

function refusalProblem(answer: Extract<ActAnswer, { outcome: 'refused' }>): Problem {
  const { refusal, receipt } = answer;
  const lapsed = answer.lapsed.length;
  return new Problem(refusal.code, {
    ...refusalDetails(refusal),
    recordId: receipt.id,
    version: answer.version,
    headers: { ...ledgerHeaders(answer), ...(lapsed > 0 && { 'x-lapsed': String(lapsed) }) },
  });
}

function refusalDetails({ unmet, permittedActs, earliestPossible }: Refusal): ProblemDetails {
  return { unmet, permittedActs, ...(earliestPossible !== undefined && { earliestPossible }) };
}

/** `ETag` and `X-Ledger-Sequence` after an attempt. */
export function ledgerHeaders(answer: Extract<ActAnswer, { receipt: unknown }>): Record<string, string> {
  return { etag: etagOf(answer.version), 'x-ledger-sequence': String(answer.receipt.seq) };
}
