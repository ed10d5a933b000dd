import type { Term } from '../clock/deadline.js';
import type { Basis, Feel, InputDefinition, Requirement, Text } from './definition-words.js';

export interface DocumentDefinition {
  readonly title: Text;
  readonly basis: Basis;
  /** Mandatory fields (law.md §3): by name with where each comes from. A list names them only: nothing can be issued. */
  readonly fields?: readonly string[] | Readonly<Record<string, DocumentField>>;
  /** Must carry the remedies paragraph (复议/诉讼). */
  readonly remedies?: boolean;
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

/** One mandatory field of a document. Exactly one of `from` and `ask`. */
export interface DocumentField {
  /** FEEL over what is known of the case (see `engine/case/documents/document-scope.ts`). */
  readonly from?: Feel;
  /** Given by whoever issues it. */
  readonly ask?: InputDefinition;
  /** How its value is written. Default `text`. */
  readonly as?: 'text' | 'date' | 'minute' | 'list' | 'number';
  /** May be empty, with what is written then. */
  readonly otherwise?: string;
}

/** A mode of service and the day on which it takes effect. */
export interface ServiceDefinition {
  readonly title: Text;
  readonly basis: Basis;
  /** From the day of the act of service to its effect; absent: that day. 公告: 30 calendar days. */
  readonly after?: Term;
  /** What must be told of it, as JSON Schema: 签收人, 见证人, 拒收理由, 系统和到达时间 ... */
  readonly input?: Readonly<Record<string, InputDefinition>>;
  /** Requirements over `input`: consent of the addressee, a witness ... */
  readonly requires?: readonly Requirement[];
}

/** A public record. Nothing personal: its fields are FEEL over facts, days, and plain inputs. */
export interface PublicationDefinition {
  readonly title: Text;
  readonly basis: Basis;
  /** The acts by which it becomes public. */
  readonly by: string | readonly string[];
  /** By name: where each comes from. */
  readonly fields: Readonly<Record<string, { readonly from: Feel; readonly title: Text }>>;
  /** Milestone until which it stays public. Absent: for good. */
  readonly until?: string;
}
