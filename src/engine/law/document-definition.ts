import type { Term } from '../clock/deadline.js';
import type { Basis, Feel, InputDefinition, Requirement, Text } from './definition-words.js';

export interface DocumentDefinition {
  readonly title: Text;
  readonly basis: Basis;
  /** Mandatory fields (law.md §3): by name with where each comes from. A list names them only: nothing can be issued. */
  readonly fields?: readonly string[] | Readonly<Record<string, DocumentField>>;
  /** Must carry the remedies paragraph (复议/诉讼), which no template can leave out. */
  readonly remedies?: boolean | RemediesRule;
  /** Posts that may issue it. Absent: those of the acts that serve it. */
  readonly issuedBy?: string | readonly string[];
  /** Party post that it is for. Absent: internal. */
  readonly to?: string;
  /** 文号: the word of its register, after the organ's own: `许受`. Absent: not numbered. */
  readonly register?: string;
  readonly seal?: 'organ' | 'special' | 'none';
  /** 送达: what its service records. Its first effective service sends `served.<document>`. */
  readonly served?: { readonly records?: string | readonly string[]; readonly basis: Basis };
  /** Its text with `{{field}}` in the place of fields (a file beside the procedure, written in by the linker). */
  readonly template?: string;
}

/** One mandatory field of a document: at least one of `from` and `ask`. */
export interface DocumentField {
  /**
   * FEEL over what is known of the case (see `engine/case/documents/document-scope.ts`); of several the first that
   * gives something.
   */
  readonly from?: Feel | readonly Feel[];
  /** Given by whoever issues it. Beside `from`: only where the case does not know it. */
  readonly ask?: InputDefinition;
  /** How its value is written. Default `text`. */
  readonly as?: FieldForm;
  /** May be empty, with what is written then. */
  readonly otherwise?: string;
}

/** `minute`: a local date-time. `table`: a list of rows, each a list of cells. */
export type FieldForm = 'text' | 'date' | 'minute' | 'list' | 'number' | 'table';

/** 复议前置 (行政复议法 23): when this holds, reconsideration comes before any suit. */
export interface RemediesRule {
  readonly reviewFirst: Feel;
  readonly basis: Basis;
}

/** 对外文书的共有栏目: what every document that has an addressee says, beside its own fields. */
export interface OutwardDefinition {
  readonly basis: Basis;
  readonly fields: Readonly<Record<string, DocumentField>>;
  /** Lines before the text, `{{field}}` in the place of fields. */
  readonly opening?: readonly string[];
  /** Lines of small print under the date. */
  readonly footer?: readonly string[];
}

/** A mode of service and the day on which it takes effect. */
export interface ServiceDefinition {
  readonly title: Text;
  readonly basis: Basis;
  /** From the day of the act of service to its effect; absent: that day. 公告: 30 calendar days. */
  readonly after?: Term;
  /** What must be told of it, as JSON Schema: 签收人, 见证人, 拒收理由, 系统和到达时间 ... */
  readonly input?: Readonly<Record<string, InputDefinition>>;
  /**
   * Requirements over `input`: consent of the addressee, a witness ... They may also read `attempts.failed`: how often
   * service of this document has failed before.
   */
  readonly requires?: readonly Requirement[];
  /** Posts that serve in this mode, beside those that issue the document. */
  readonly by?: string | readonly string[];
  /** 送达回证: the document that is made from what is told, and issued with the service. */
  readonly receipt?: string;
}
