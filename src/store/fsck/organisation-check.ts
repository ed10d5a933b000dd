import type { QueryRunner } from 'typeorm';
import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { sameDigest, textDigest } from '../../engine/audit/digest.js';
import { personalDataIn } from '../../engine/audit/personal-data.js';
import type { DigestPair, Hash, LedgerRecord } from '../../engine/audit/record.js';
import type { Organisation } from '../../engine/organisation/organisation.js';
import {
  changesOf,
  foldOrganisation,
  movesVersion,
  NO_ORGANISATION,
} from '../../usecases/organisation/organisation-fold.js';
import type { FindingCode, Report } from './finding.js';
import type { StreamValues } from './stream-check.js';

interface PersonValues {
  readonly person: string;
  readonly name: string;
  readonly kind: string;
}

/** Folds the organisation again, record by record, beside what its records, its stream and the directory say. */
export class OrganisationFold {
  #organisation: Organisation | undefined = NO_ORGANISATION;
  #digest: DigestPair | undefined;
  #version = 0;

  private constructor(
    private readonly stream: StreamValues,
    private readonly people: ReadonlyMap<string, PersonValues>,
    private readonly hash: Hash,
    private readonly report: Report,
    private readonly names: ReadonlySet<string>,
  ) {}

  /** Begins with the people whom the directory knows: their names must be in no record. */
  static async begin(
    runner: QueryRunner,
    stream: StreamValues,
    hash: Hash,
    report: Report,
  ): Promise<OrganisationFold> {
    const rows = (await runner.query('select person, name, kind from people')) as PersonValues[];
    const people = new Map(rows.map((row) => [row.person, row]));
    return new OrganisationFold(stream, people, hash, report, new Set(rows.map(({ name }) => name)));
  }

  /** The next record of the stream. */
  visit(record: LedgerRecord): void {
    this.#checkPersonal(record);
    if (!this.#organisation) return;
    if (record.before && !sameDigest(record.before, this.#digest)) {
      this.#find('fold-wrong', 'the state before is not the one that the records fold to', record.seq);
    }
    const changes = changesOf(record);
    if (changes.length > 0) {
      try {
        this.#organisation = foldOrganisation(this.#organisation, record);
      } catch (problem) {
        this.#organisation = undefined;
        const message = problem instanceof Error ? problem.message : String(problem);
        this.#find('fold-impossible', message, record.seq);
        return;
      }
      if (movesVersion(record)) this.#version += 1;
    }
    // Only the last record of an append names the state after it.
    if (!record.after) return;
    if (changes.length > 0 || !this.#digest) {
      this.#digest = textDigest(canonicalJson(this.#organisation), this.hash);
    }
    if (!sameDigest(record.after, this.#digest)) {
      this.#find('fold-wrong', 'the state after is not the one that the records fold to', record.seq);
    }
  }

  /** After the last record: the stream's row, and the directory's rows of everybody in the organisation. */
  finish(): void {
    if (!this.#organisation) return;
    if (canonicalJson(this.#organisation) !== this.stream.state) {
      this.#find('fold-wrong', 'the stored state is not the one that the records fold to');
    }
    if (this.#version !== this.stream.version) {
      const message = `the version is ${this.stream.version}, ${this.#version} appends changed the state`;
      this.#find('version-wrong', message);
    }
    const members = this.#organisation.people;
    for (const [person, { kind }] of Object.entries(members)) {
      const row = this.people.get(person);
      if (row?.kind !== kind)
        this.#find('person-row-wrong', `${person} is ${kind}, his row says ${row?.kind ?? 'nothing'}`);
    }
    for (const { person, kind } of this.people.values()) {
      if (kind === 'public' || Object.hasOwn(members, person)) continue;
      this.#find('person-row-wrong', `${person} is ${kind} in the directory and nobody in the organisation`);
    }
  }

  #checkPersonal(record: LedgerRecord): void {
    const personal = personalDataIn(JSON.stringify(record.data), []);
    if (personal) this.#find('personal-data', `holds ${personal}`, record.seq);
    if (hasName(record.data, this.names))
      this.#find('personal-data', 'holds the name of a person', record.seq);
  }

  #find(code: FindingCode, message: string, seq?: number): void {
    this.report({ code, message, stream: this.stream.id, ...(seq !== undefined && { seq }) });
  }
}

/** What people write freely in changes; everything else are codes. */
const FREE_TEXT = new Set(['title', 'basis', 'authority']);

/** Whether one of the names stands by itself where people write freely. */
function hasName(value: unknown, names: ReadonlySet<string>, key = ''): boolean {
  if (typeof value === 'string') return FREE_TEXT.has(key) && names.has(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([own, one]) => hasName(one, names, own));
}
