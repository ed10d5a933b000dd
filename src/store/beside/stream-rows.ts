import type { StreamKindName } from '../../engine/law/stream-definition.js';
import type { Append } from '../../usecases/ports.js';

/** What a stream of one kind keeps beside its state. */
export function streamRows(kind: StreamKindName): (append: Append) => object | undefined {
  return ({ head, streamRows: rows }) => (head.kind === kind ? rows : undefined);
}
