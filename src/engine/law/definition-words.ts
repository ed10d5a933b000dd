/** Chinese text, or Chinese with an English rendering. */
export type Text = string | { readonly zh: string; readonly en?: string };

/** `"许可法 32.1(4)"`: abbreviation, article[.paragraph][(item)]. Several when several provisions carry the rule. */
export type Basis = string | readonly string[];

/** A FEEL expression over the case's facts (see `feel.ts` for what it may read). */
export type Feel = string;

export type InputDefinition = Readonly<Record<string, unknown>> & {
  readonly title?: Text;
  readonly optional?: boolean;
  /** `sensitive`: 敏感个人信息 (个人信息保护法 28), seen in plain text only by the post that has the task. */
  readonly personal?: boolean | 'sensitive';
};

/** Exactly one of `that`, `elapsed`, `within`, `lead`. */
export interface Requirement {
  /** Must evaluate to true. */
  readonly that?: Feel;
  /** This floor clock must be over. */
  readonly elapsed?: string;
  /** This ceiling clock must not be past its last day (an extension is approved before expiry). */
  readonly within?: string;
  /** Today must not be later than this lead clock's last day before the day `on`. */
  readonly lead?: string;
  readonly on?: Feel;
  readonly basis: Basis;
  /** The sentence a refusal shows. */
  readonly say: Text;
}

/** A value of a fact, and of what a stream beside a case tells of itself. Days are `YYYY-MM-DD`. */
export type FactValue = boolean | number | string | null;
