import type { DataSource } from 'typeorm';
import { textDigest } from '../engine/audit/digest.js';
import type { Hash } from '../engine/audit/record.js';
import { Defect } from '../engine/defect.js';
import { emptyOrganisation, type Organisation } from '../engine/organisation/organisation.js';
import { indexOrganisation } from '../engine/organisation/organisation-index.js';
import { LIBRARY_STREAMS } from '../usecases/law/library-streams.js';
import type { Directory, KnownPerson, OrganisationSnapshot } from '../usecases/ports.js';
import { runNamed } from './named-statement.js';

/** Snapshots kept: the head, and those that acts under way still rest on. */
const KEPT = 4;

const HEAD = { name: 'directory-head', text: 'select version from streams where id = $1' };
const STATE = { name: 'directory-state', text: 'select version, state from streams where id = $1' };
const PERSON = {
  name: 'directory-person',
  text: 'select person, name, kind, standing from people where person = $1',
};
const NAMES = { name: 'directory-names', text: 'select person, name from people where person = any ($1)' };

/** Who is who: the organisation at the head of its stream, and the names of people. */
export class StoredDirectory implements Directory {
  readonly #snapshots = new Map<number, Promise<OrganisationSnapshot>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly hash: Hash,
  ) {}

  async current(): Promise<OrganisationSnapshot> {
    const [row] = await runNamed<{ version: number }>(this.dataSource, HEAD, [LIBRARY_STREAMS.organisation]);
    return this.at(row?.version ?? 0);
  }

  async at(version: number): Promise<OrganisationSnapshot> {
    const snapshot = await this.#kept(version);
    // The organisation has moved on since `version` was read; what is read now decides, and an append that rests on the
    // older one is refused by the database as a lost race.
    return snapshot.version >= version ? snapshot : this.#read(version);
  }

  async person(person: string): Promise<KnownPerson | undefined> {
    const [row] = await runNamed<KnownPerson>(this.dataSource, PERSON, [person]);
    return row;
  }

  async names(people: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await runNamed<{ person: string; name: string }>(this.dataSource, NAMES, [
      [...new Set(people)],
    ]);
    return new Map(rows.map(({ person, name }) => [person, name]));
  }

  /** One reading serves all who ask for the same snapshot at once. */
  #kept(version: number): Promise<OrganisationSnapshot> {
    const known = this.#snapshots.get(version);
    if (known) return known;
    const reading = this.#read(version);
    this.#snapshots.set(version, reading);
    // A failure is for those who asked; the next one asks again.
    reading.catch(() => this.#snapshots.delete(version));
    const [oldest] = this.#snapshots.keys();
    if (this.#snapshots.size > KEPT && oldest !== undefined) this.#snapshots.delete(oldest);
    return reading;
  }

  async #read(version: number): Promise<OrganisationSnapshot> {
    const [row] = await runNamed<{ version: number; state: string }>(this.dataSource, STATE, [
      LIBRARY_STREAMS.organisation,
    ]);
    if (!row && version > 0) throw new Defect(`the organisation has no version ${version}`);
    const organisation = row ? (JSON.parse(row.state) as Organisation) : emptyOrganisation('');
    return {
      version: row?.version ?? 0,
      organisation,
      index: indexOrganisation(organisation),
      digest: textDigest(row?.state ?? 'null', this.hash),
    };
  }
}
