import type { CivilDate } from '../../engine/clock/time.js';

/** A register of numbers 文号: dense from 1 for each organ, word and year. */
export interface NumberRegister {
  /** Id of the organ. */
  readonly unit: string;
  /** The printed word: code word of the organ with the word of the register, `云市监许受`. */
  readonly word: string;
  readonly year: number;
}

/** A document as an append issues it: what is said of it outside the record. Nothing personal. */
export interface IssuedPaper {
  /** Id in the case. */
  readonly id: string;
  readonly title: string;
  /** Full name of the organ. */
  readonly organ: string;
  /** Its number; the append is lost when somebody was faster. */
  readonly number?: NumberRegister & { readonly n: number };
}

/** An issued document in a list. */
export interface PaperRow {
  readonly caseId: string;
  readonly id: string;
  /** Name in the definition. */
  readonly document: string;
  readonly title: string;
  readonly organ: string;
  readonly number: string | null;
  readonly issuedOn: CivilDate;
  /** Sequence of the record that issued it. */
  readonly seq: number;
  readonly sha256: string;
  readonly sm3: string;
  /** Leaf hash (SHA-256) of that record. */
  readonly receipt: string;
  readonly servedOn: CivilDate | null;
}

/** Issued documents and the registers of their numbers. */
export interface PaperStore {
  /** The last number of a register; 0 before the first. */
  lastNumber(register: NumberRegister): Promise<number>;
  /**
   * Runs work that takes a number of this register after other such work of this process. Two processes may still meet:
   * the append of the slower one is lost and tried again.
   */
  inTurn<T>(register: NumberRegister, work: () => Promise<T>): Promise<T>;
  /** The issued documents of a case, in the order in which they were issued. */
  ofCase(caseId: string): Promise<readonly PaperRow[]>;
  /** The document whose receipt begins so. At least 20 hexadecimal digits: nobody finds one by trying. */
  byReceipt(receipt: string): Promise<PaperRow | undefined>;
}
