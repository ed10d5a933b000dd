import type { CaseEvent } from '../../engine/case/case-event.js';
import type { RestrictedSource } from '../../engine/case/documents/restricted-fields.js';
import type { Definition } from '../../engine/law/definition.js';
import type { RecordRow } from '../queries.js';

const INPUT = 'input.';
const FIELD = 'field.';

/**
 * What of a case documents must not say, because it is kept and not processed 限制处理: names as expressions read them.
 * A value that was given again since is free: it is the new one that is read, except where every performance is.
 */
export function restrictedSources(
  definition: Definition,
  rows: readonly RecordRow[],
): readonly RestrictedSource[] {
  return rows.flatMap((row, n) => {
    const later = rows.slice(n + 1);
    return Object.keys(row.restricted ?? {}).flatMap((name) => sourcesOf(definition, row, name, later));
  });
}

function sourcesOf(
  definition: Definition,
  row: RecordRow,
  name: string,
  later: readonly RecordRow[],
): readonly RestrictedSource[] {
  if (name === 'subject') return [['case', 'subject']];
  if (name === 'applicant.name') {
    const post = Object.keys(definition.posts).find((one) => definition.posts[one]?.kind === 'party');
    return post === undefined ? [] : [['names', post]];
  }
  if (name.startsWith(FIELD)) {
    return isGivenIn(later, name) ? [] : [['form', name.slice(FIELD.length)]];
  }
  const act = actOf(row);
  if (!name.startsWith(INPUT) || act === undefined) return [];
  const input = name.slice(INPUT.length);
  const again = isGivenIn(
    later.filter((one) => actOf(one) === act),
    name,
  );
  return [...(again ? [] : [['inputs', act, input]]), ['done', act, input]];
}

function isGivenIn(rows: readonly RecordRow[], name: string): boolean {
  return rows.some(({ record, restricted }) => {
    const given = Object.hasOwn(record.parts, name);
    return given && !Object.hasOwn(restricted ?? {}, name);
  });
}

function actOf({ record }: RecordRow): string | undefined {
  const { cause, act } = record.data as unknown as CaseEvent;
  return cause === 'act' ? act : undefined;
}
