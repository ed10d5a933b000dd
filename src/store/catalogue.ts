import type { DigestPair } from '../engine/audit/record.js';
import type { CompiledProcedure } from '../engine/statechart/compiled-procedure.js';
import type { Catalogue } from '../usecases/ports.js';
import type { PostgresDocuments } from './document-store.js';

/** Makes a published definition's canonical text ready to step. */
export type CompileDefinition = (canonicalText: string, digest: DigestPair) => CompiledProcedure;

/** Published procedures, each compiled once in the life of a process. */
export class StoredCatalogue implements Catalogue {
  readonly #compiled = new Map<string, CompiledProcedure>();

  constructor(
    private readonly documents: PostgresDocuments,
    private readonly compile: CompileDefinition,
  ) {}

  async byDigest(sha256: string): Promise<CompiledProcedure | undefined> {
    const known = this.#compiled.get(sha256);
    if (known) return known;
    const stored = await this.documents.get(sha256);
    if (stored?.kind !== 'definition') return undefined;
    // Two first readers at once may both compile; the second finds the first one's and drops its own.
    const compiled = this.#compiled.get(sha256) ?? this.compile(stored.text, stored.digest);
    this.#compiled.set(sha256, compiled);
    return compiled;
  }

  async inForce(procedure: string, on: string): Promise<CompiledProcedure | undefined> {
    const entries = await this.documents.entries('definition');
    const version = entries.find(({ name, from }) => name === procedure && from <= on);
    return version && this.byDigest(version.digest.sha256);
  }
}
