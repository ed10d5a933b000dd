import type { LedgerRecord } from '../../engine/audit/record.js';
import type { DocumentChange } from '../../engine/case/documents/document-state.js';

type People = Readonly<Record<string, readonly string[]>>;

/** Learns from the records of a case, in their order, which documents 文书 were served on whom. */
export class ServedDocuments {
  readonly #parties = new Map<string, Set<string>>();
  readonly #services: { readonly id: string; readonly to: string }[] = [];

  visit({ data }: Pick<LedgerRecord, 'data'>): void {
    const { parties } = (data['opened'] ?? {}) as { readonly parties?: People };
    for (const people of [parties, data['joined'] as People | undefined])
      for (const [post, persons] of Object.entries(people ?? {}))
        this.#parties.set(post, new Set([...(this.#parties.get(post) ?? []), ...persons]));
    for (const change of (data['papers'] ?? []) as readonly DocumentChange[])
      if (change.did === 'served') this.#services.push({ id: change.id, to: change.service.to });
  }

  /**
   * Ids of the documents that were served on a person: on him by name, or on a party post that he alone holds. A service
   * that failed is none, and what was served on one of several parties of a post is not taken for served on the others.
   */
  servedOn(person: string | undefined): ReadonlySet<string> {
    if (person === undefined) return new Set();
    const isHis = (to: string): boolean => {
      const holders = this.#parties.get(to);
      return to === person || (holders?.size === 1 && holders.has(person));
    };
    return new Set(this.#services.filter(({ to }) => isHis(to)).map(({ id }) => id));
  }
}
