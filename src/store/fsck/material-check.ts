import type { QueryRunner } from 'typeorm';
import type { CaseState } from '../../engine/case/case-state.js';
import { materialRowsOf, versionRowsOf } from '../beside/material-rows.js';
import type { FindingCode } from './finding.js';
import { byCase, sameRows } from './same-rows.js';

/** The rows about materials of a batch of cases. */
export type MaterialRowsByCase = (id: string) => MaterialRows;

interface MaterialRows {
  readonly rows: readonly object[];
  readonly versions: readonly object[];
}

const ROWS = 'select case_id, id, item, standing, versions from case_materials where case_id = any ($1)';
const VERSIONS = `select case_id, id, n, sha256, size::float8 as size, media_type, filed_on::text as filed_on
  from case_material_versions where case_id = any ($1)`;

/** Reads what is kept of the materials of a batch of cases. */
export async function readMaterialRows(
  runner: QueryRunner,
  ids: readonly string[],
): Promise<MaterialRowsByCase> {
  const read = async (sql: string): Promise<object[]> => (await runner.query(sql, [ids])) as object[];
  const rows = byCase(await read(ROWS));
  const versions = byCase(await read(VERSIONS));
  return (id) => ({ rows: rows.get(id) ?? [], versions: versions.get(id) ?? [] });
}

/** Holds the rows of one case against its folded state. */
export function checkMaterialRows(
  stored: MaterialRows,
  state: CaseState,
  find: (code: FindingCode, message: string) => void,
): void {
  if (!sameRows(stored.rows, materialRowsOf(state)) || !sameRows(stored.versions, versionRowsOf(state)))
    find('material-rows-wrong', 'materials are not those of the state');
}
