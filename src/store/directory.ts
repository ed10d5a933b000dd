import type { DataSource } from 'typeorm';
import type { DigestPair } from '../engine/audit/record.js';
import type { Actor } from '../engine/case/command.js';
import { Defect } from '../engine/defect.js';
import type { Directory } from '../usecases/ports.js';
import type { OrganisationDocument } from '../usecases/organisation.js';
import type { DocumentEntry, PostgresDocuments } from './document-store.js';
import { FreshCache } from './fresh-cache.js';
import { runNamed } from './named-statement.js';

type Person = Actor & { readonly name: string };

const CREDENTIALS = { name: 'directory-credentials', text: 'select token_sha256, person from credentials' };
const ISSUE = {
  name: 'directory-issue',
  text: `insert into credentials (token_sha256, person) values ($1, $2)
    on conflict (token_sha256) do update set person = excluded.person`,
};

/** Who is who, from the organisation adopted last and the tokens issued. */
export class StoredDirectory implements Directory {
  readonly #credentials: FreshCache<ReadonlyMap<string, string>>;
  #people: { readonly sha256: string; readonly byName: ReadonlyMap<string, Person> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly documents: PostgresDocuments,
  ) {
    this.#credentials = new FreshCache(() => this.#readCredentials());
  }

  async byTokenHash(sha256: string): Promise<Person | undefined> {
    const person = (await this.#credentials.get()).get(sha256);
    return person === undefined ? undefined : (await this.#currentPeople()).get(person);
  }

  async knows(person: string): Promise<boolean> {
    return (await this.#currentPeople()).has(person);
  }

  async digest(): Promise<DigestPair> {
    return (await this.#organisation()).digest;
  }

  /** Gives a person a bearer token, known by its digest alone. */
  async issueToken(tokenSha256: string, person: string): Promise<void> {
    await runNamed(this.dataSource, ISSUE, [tokenSha256, person]);
    this.#credentials.forget();
  }

  async #organisation(): Promise<DocumentEntry> {
    const adopted = [...(await this.documents.entries('organisation'))];
    const latest = adopted.sort((a, b) => b.seq - a.seq)[0];
    if (!latest) throw new Defect('no organisation has been adopted: seed the installation first');
    return latest;
  }

  async #currentPeople(): Promise<ReadonlyMap<string, Person>> {
    const { sha256 } = (await this.#organisation()).digest;
    if (this.#people?.sha256 !== sha256) {
      const { people } = JSON.parse(await this.documents.text(sha256)) as OrganisationDocument;
      this.#people = { sha256, byName: new Map(people.map((one) => [one.person, one])) };
    }
    return this.#people.byName;
  }

  async #readCredentials(): Promise<ReadonlyMap<string, string>> {
    const rows = await runNamed<{ token_sha256: string; person: string }>(this.dataSource, CREDENTIALS, []);
    return new Map(rows.map((row) => [row.token_sha256, row.person]));
  }
}
