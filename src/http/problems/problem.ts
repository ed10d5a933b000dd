import type { Text } from '../../engine/law/definition.js';
import type { Both } from '../language.js';
import type { ProblemCode } from './problem-code.js';

/** One thing that stands against a request. */
export interface UnmetItem {
  readonly code: ProblemCode;
  readonly say: Text;
  readonly basis: readonly string[];
  readonly earliestPossible?: string;
  /** JSON pointer into the body, or `header:<name>`, `query:<name>`, `path:<name>`. */
  readonly at?: string;
  /** Why a change of the organisation cannot be made, or a file is not accepted, by code. */
  readonly conflict?: string;
}

/** What a problem says beyond its code. */
export interface ProblemDetails {
  readonly detail?: Both;
  readonly unmet?: readonly UnmetItem[];
  readonly earliestPossible?: string;
  readonly permittedActs?: readonly string[];
  /** Id of the record that the refused attempt left. */
  readonly recordId?: string;
  /** The case's version now. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that ends in a problem document. Thrown at the HTTP edge only; below it a "no" is a value. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: ProblemCode,
    readonly details: ProblemDetails = {},
    options?: { readonly cause: unknown },
  ) {
    super(code, options);
  }
}

/** A 400 that names one wrong place. */
export function invalidRequest(at: string, zh: string, en: string): Problem {
  return new Problem('invalid-request', {
    detail: { zh: `${at}：${zh}`, en: `${at}: ${en}` },
    unmet: [{ code: 'invalid-request', say: { zh, en }, basis: [], at }],
  });
}

/** A 404 for a thing that the address names. */
export function unknownResource(zh: string, en: string): Problem {
  return new Problem('unknown-resource', { detail: { zh: `没有此${zh}`, en: `There is no such ${en}` } });
}
