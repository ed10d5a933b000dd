import { FieldReader } from '../../engine/clock/json-fields.js';
import type { DrawRule, PanelDraft, PoolExpert } from '../../engine/panel/draw-words.js';
import { readDraft, readPool, readRule } from '../../engine/panel/read-draw-file.js';
import { Problem } from '../problems/problem.js';

/** Rule, pool and draft as they will stand in a published draw. @throws Problem `invalid-request`, naming every place */
export const panelBody = {
  draft: (value: unknown): PanelDraft => read(value, '/draft', readDraft),
  rule: (value: unknown): DrawRule => read(value, '/rule', readRule),
  pool: (value: unknown): readonly PoolExpert[] => read(value, '/pool', readPool),
  member: (value: unknown): PoolExpert => {
    const [member] = read<readonly PoolExpert[]>([value], '/member', readPool);
    return member as PoolExpert;
  },
};

function read<T>(
  value: unknown,
  at: string,
  check: (fields: FieldReader, value: unknown, at: string) => void,
): T {
  const fields = new FieldReader();
  check(fields, value, at);
  if (fields.problems.length === 0) return value as T;
  throw new Problem('invalid-request', {
    unmet: fields.problems.map(({ at: place, problem }) => ({
      ...{ code: 'invalid-request', basis: [], at: place },
      say: { zh: `不符合格式：${problem}`, en: problem },
    })),
  });
}
