/**
 * The two kinds of time the engine knows. They never mix.
 *
 * - `CivilDate`: a day as the law counts it, `YYYY-MM-DD`, in the authority's zone.
 * - `Instant`: when something happened, UTC, RFC 3339 with milliseconds, exactly 24 characters.
 */
export type CivilDate = string & { readonly __civilDate: never };
export type Instant = string & { readonly __instant: never };

/** An IANA time-zone name, such as `Asia/Shanghai`. */
export type Zone = string;
