/** Fields of a case's form 表单 that are filled in, by name: the sequence of the record whose part holds the value. */
export type FormState = Readonly<Record<string, number>>;

/** Fields that an event fills in; their values are parts `field.<name>` of its record. */
export interface FormChange {
  readonly filled: readonly string[];
  /** Sequence of the record that says so. */
  readonly record: number;
}
