import type { Basis, Feel, Requirement, Text } from './definition-words.js';

/** A round of signatures. See `engine/case/signing`. */
export interface SigningDefinition {
  readonly title: Text;
  readonly basis: Basis;
  /** 会签 everybody agrees, 或签 one suffices, 依次 everybody in order, 票签 by votes. */
  readonly mode: 'all' | 'any' | 'sequential' | 'votes';
  /** Who is asked: all who hold the task's post when it opens, or those whom the act before it names (`signers`). */
  readonly signers: 'holders' | 'named';
  /** Number of signers that the law wants. A round with another number of them does not end. */
  readonly count?: { readonly min?: number; readonly max?: number; readonly odd?: boolean };
  /**
   * `votes`: part of the counted votes that must agree (三分之二以上), or be more than that part (过半数). Abstentions are not
   * counted. Default: more than 1/2.
   */
  readonly threshold?: { readonly part: string; readonly more?: boolean };
  /** `any`, `votes`: part of the signers that must have signed before the round can end early: `2/3`. Default: none. */
  readonly quorum?: string;
  /**
   * 一票否决: one `disagree` fails the round, and ends it. Always so in `all` and `sequential`, where `false` means that
   * everybody is heard first.
   */
  readonly veto?: boolean;
  /** The round ends as soon as its result is certain. `false`: everybody must sign. Default true. */
  readonly early?: boolean;
  /** `votes` with 1/2: what equal votes mean. Default: as the threshold says. */
  readonly tie?: 'passed' | 'failed';
  /** `votes`: weight of a signer's vote by rank of his post. Default 1. */
  readonly weights?: Readonly<Record<string, number>>;
  /** 加签: whether signers may be added. Default false: only to fill a vacancy 补位. */
  readonly mayAdd?: boolean;
}

/** What may be done with the work of a case. */
export interface WorkDefinition {
  /** 挂起: work stands still, the law's clocks go on. */
  readonly suspend?: WorkRule;
  /** 作废: a case opened by mistake; only before one of the acts that decide it. Ends it with outcome `voided`. */
  readonly void?: WorkRule;
  /** 改派: takes a task from its holder. */
  readonly reassign?: WorkRule;
}

export interface WorkRule {
  readonly by: string | readonly string[];
  readonly basis: Basis;
  /** Preconditions over the case's facts, days and acts; there is no input. */
  readonly requires?: readonly Requirement[];
}

/** A row of the checklist. */
export interface MaterialDefinition {
  readonly title: Text;
  readonly basis: Basis;
  readonly form?: readonly ('original' | 'copy' | 'electronic')[];
  /** FEEL over facts: when it is needed. Default: always. */
  readonly when?: Feel;
}
