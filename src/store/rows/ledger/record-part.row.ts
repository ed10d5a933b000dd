import { Entity } from 'typeorm';
import { PartColumns } from './part-columns.js';

/** Content that may be personal. Its digest is in the record alone, so there is nothing here to keep in step. */
@Entity({ name: 'record_parts' })
export class RecordPartRow extends PartColumns {}
