import { createDataSource } from '../data-source.js';
import { applyGrants } from './apply-grants.js';
import { createRoles } from './create-roles.js';
import { createRecorders } from './recorders.js';

/**
 * Puts roles, rights and the recorders of schema changes back as they ship, on a database that is migrated already.
 * Touches no table and no guard: what was done to those must be looked at by a person.
 *
 * @param url the login that owns the tables.
 */
export async function mendDatabase(url: string): Promise<void> {
  const owner = await createDataSource({ url, poolSize: 1, asApplication: false }).initialize();
  const runner = owner.createQueryRunner();
  try {
    await runner.startTransaction();
    await createRoles(runner);
    await applyGrants(runner);
    await createRecorders(runner);
    await runner.commitTransaction();
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
    await owner.destroy();
  }
}
