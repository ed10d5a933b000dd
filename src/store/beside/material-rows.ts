import type { CaseState } from '../../engine/case/case-state.js';
import type { Append } from '../../usecases/ports.js';

/** A row of the checklist as its table holds it. */
export interface MaterialValues {
  readonly id: string;
  readonly item: string | null;
  readonly standing: string;
  readonly versions: number;
}

/** A version as its table holds it. */
export interface MaterialVersionValues {
  readonly id: string;
  readonly n: number;
  readonly sha256: string;
  readonly size: number;
  readonly media_type: string;
  readonly filed_on: string;
}

/** The checklist's rows. Pure: the same state gives the same rows, which is what `fsck` relies on. */
export function materialRowsOf({ materials = {} }: Pick<CaseState, 'materials'>): readonly MaterialValues[] {
  return Object.entries(materials).map(([id, { item, standing, versions }]) => ({
    ...{ id, item: item ?? null, standing, versions: versions.length },
  }));
}

/** One row for each version of each material. */
export function versionRowsOf({
  materials = {},
}: Pick<CaseState, 'materials'>): readonly MaterialVersionValues[] {
  return Object.entries(materials).flatMap(([id, { versions }]) =>
    versions.map(({ sha256, size, mediaType, on }, i) => ({
      ...{ id, n: i + 1, sha256, size },
      media_type: mediaType,
      filed_on: on,
    })),
  );
}

/** What an append changes of a case's materials. */
export function materialRows({
  caseChange,
}: Append):
  | { readonly rows: readonly MaterialValues[]; readonly versions: readonly MaterialVersionValues[] }
  | undefined {
  if (!caseChange) return undefined;
  const { before, state } = caseChange;
  if (before?.materials === state.materials) return undefined;
  const earlier = new Map(materialRowsOf(before ?? {}).map((row) => [row.id, row]));
  const rows = materialRowsOf(state).filter(
    (row) => JSON.stringify(row) !== JSON.stringify(earlier.get(row.id)),
  );
  if (rows.length === 0) return undefined;
  const versions = versionRowsOf(state).filter(({ id, n }) => n > (earlier.get(id)?.versions ?? 0));
  return { rows, versions };
}
