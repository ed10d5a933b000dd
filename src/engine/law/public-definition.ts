import type { Basis, Feel, Text } from './definition-words.js';

/**
 * A public record. Nothing personal: its fields are FEEL over facts, days, how streams stand, and plain inputs, of the act
 * itself (`input.<name>`) or of the latest performance of any act (`inputs.<act>.<name>`).
 */
export interface PublicationDefinition {
  readonly title: Text;
  readonly basis: Basis;
  /** The acts by which it becomes public. */
  readonly by: string | readonly string[];
  /** FEEL as of the fields: only where this is true anything becomes public. Absent: always. */
  readonly when?: Feel;
  /** By name: where each comes from. A field that gives null is left out. */
  readonly fields: Readonly<Record<string, { readonly from: Feel; readonly title: Text }>>;
}

/** 办事指南: what whoever wants to apply must be told (许可法 30), beside what the definition says anyway. */
export interface GuideDefinition {
  readonly basis: Basis;
  /** 办理条件. */
  readonly conditions: readonly Text[];
  /** 收费标准. */
  readonly fees: Text;
  /** 违诺责任. */
  readonly liability: Text;
  /** 办事结果. */
  readonly results: readonly Text[];
  /** Posts whose holders are named as those who handle it 承办人员. */
  readonly handledBy: readonly string[];
}

/**
 * 办件进度: a stage that the public is told of, in order. Reached when its milestone has a day or the case is in one of
 * its states; `suspended` stages hold while one of these clocks stands still. Exactly one of the four.
 */
export interface StageDefinition {
  /** Its name, for programs. */
  readonly stage: string;
  readonly title: Text;
  readonly on?: string;
  readonly in?: readonly string[];
  readonly suspended?: readonly string[];
  readonly ended?: boolean;
}
