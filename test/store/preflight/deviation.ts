import type { FindingCode } from '../../../src/store/preflight/finding.js';

/** One thing that is wrong with a database that was good before, and the very findings it must lead to. */
export interface Deviation {
  readonly name: string;
  readonly finds: readonly FindingCode[];
  /** Run by the superuser in the database, one statement after the other. `$db` is its name. */
  readonly make: readonly string[];
  /** What belongs to the whole server and would harm the next database. */
  readonly undo?: readonly string[];
  /** Added to the service's address. */
  readonly address?: string;
  /** The service's login, with password `secret`; default: the superuser. */
  readonly login?: string;
  /** PostgreSQL's oldest major version that knows it. */
  readonly since?: number;
}

/** A short way to write a list of them. */
export const bad = (
  name: string,
  finds: FindingCode | readonly FindingCode[],
  make: string | readonly string[],
  more: Partial<Deviation> = {},
): Deviation => ({
  name,
  finds: typeof finds === 'string' ? [finds] : finds,
  make: typeof make === 'string' ? [make] : make,
  ...more,
});
