import type { Basis, Feel, Text } from './definition-words.js';

/** A round of signatures. See `engine/case/signing`. */
export interface SigningDefinition {
  readonly title: Text;
  readonly basis: Basis;
  /** 会签 everybody agrees, 或签 one suffices, 依次 everybody in order, 票签 by votes. */
  readonly mode: 'all' | 'any' | 'sequential' | 'votes';
  /** Who is asked: all who hold the task's post when it opens, or those whom the act before it names (`signers`). */
  readonly signers: 'holders' | 'named';
  /** Number of signers that the law wants. */
  readonly count?: { readonly min?: number; readonly max?: number; readonly odd?: boolean };
  /** `votes`: part of the counted weight that must agree, and whether it must be more than that part. Default > 1/2. */
  readonly threshold?: { readonly part: string; readonly more?: boolean };
  /** Part of the signers that must have signed: `2/3`. Default: all of them. */
  readonly quorum?: string;
  /** 一票否决: one `disagree` ends the round as failed. Always so in `all` and `sequential` unless false. */
  readonly veto?: boolean;
  /** The round ends as soon as its result is certain. Default true. */
  readonly early?: boolean;
  /** `votes`: what equal votes mean. Default `failed`. */
  readonly tie?: 'passed' | 'failed';
  /** Weight of a signer's vote by rank of his post. Default 1. */
  readonly weights?: Readonly<Record<string, number>>;
  /** 加签: whether signers may be added. Default false. */
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
}

/** A row of the checklist. */
export interface MaterialDefinition {
  readonly title: Text;
  readonly basis: Basis;
  readonly form?: readonly ('original' | 'copy' | 'electronic')[];
  /** FEEL over facts: when it is needed. Default: always. */
  readonly when?: Feel;
}
