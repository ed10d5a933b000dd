import type { Hash } from '../../../engine/audit/record.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import type { NewComment } from '../../../engine/consultation/receive-comments.js';
import { normalText } from '../../../engine/consultation/similar-comments.js';

/** A comment with the id of which its receipt number is made, and with the key of whoever sent it. */
export interface NumberedComment {
  readonly comment: NewComment;
  readonly id: string;
  readonly wish?: { readonly key: string; readonly digest: string };
}

/** Hexadecimal digits of a digest that tell texts apart: 96 bits. */
const KEY_DIGITS = 24;

/** The rows of comments, numbered from `first`. */
export function commentRows(
  comments: readonly NumberedComment[],
  first: number,
  receivedOn: CivilDate,
  hash: Pick<Hash, 'sha256'>,
): readonly object[] {
  return comments.map(({ comment, id, wish }, i) => {
    const { author, text, channel, article, stance, consentToPublish: consent, arrivedOn } = comment;
    return {
      ...{ n: first + i, id, received_on: receivedOn, arrived_on: arrivedOn, channel, article, stance },
      ...{ consent, text, text_key: hash.sha256(normalText(text)).slice(0, KEY_DIGITS) },
      author_name: author?.name ?? null,
      author_contact: author?.contact ?? null,
      author_kind: author?.kind ?? null,
      wish_key: wish?.key ?? null,
      wish_digest: wish?.digest ?? null,
    };
  });
}
