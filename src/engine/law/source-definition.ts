import type { Definition, StateDefinition } from './definition.js';

/** How a procedure links a fragment in: `{ fragment: hearing, with: { chair: hearingChair } }`. */
export interface FragmentUse {
  readonly fragment: string;
  readonly with: Readonly<Record<string, string>>;
}

/** A state before linking: it may be the place where a fragment's chart stands. */
export type SourceState = Omit<StateDefinition, 'states'> & {
  readonly use?: string;
  readonly states?: Readonly<Record<string, SourceState>>;
};

/** A procedure file after parsing, before linking. */
export type ProcedureSource = Omit<Definition, 'states' | 'linked' | 'overlays'> & {
  readonly use?: Readonly<Record<string, FragmentUse>>;
  readonly states: { readonly initial: string; readonly [state: string]: SourceState | string };
};

/** Kinds of things that a procedure hands to a fragment, and the section in which each is declared. */
export const PARAMETER_SECTIONS = {
  post: 'posts',
  fact: 'facts',
  milestone: 'milestones',
  clock: 'clocks',
  document: 'documents',
  act: 'acts',
} as const;

/** A fragment file after parsing. */
export type FragmentSource = Pick<
  Definition,
  | 'language'
  | 'title'
  | 'law'
  | 'posts'
  | 'facts'
  | 'milestones'
  | 'clocks'
  | 'documents'
  | 'acts'
  | 'service'
  | 'signings'
  | 'streams'
  | 'properties'
> & {
  readonly fragment: string;
  readonly parameters: Readonly<
    Record<string, { readonly kind: keyof typeof PARAMETER_SECTIONS; readonly title: unknown }>
  >;
  /** Absent: it declares things and has no chart of its own. */
  readonly state?: SourceState;
};
