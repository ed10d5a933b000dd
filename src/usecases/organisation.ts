/** An authority's organisation as of a day: units, posts, people. People by pseudonym and name; no secrets. */
export interface OrganisationDocument {
  readonly authority: string;
  readonly validFrom: string;
  readonly units: readonly { readonly unit: string; readonly title: string; readonly parent?: string }[];
  readonly posts: readonly { readonly post: string; readonly title: string; readonly rank?: string }[];
  readonly people: readonly {
    readonly person: string;
    readonly name: string;
    readonly unit?: string;
    readonly posts: readonly string[];
  }[];
}
