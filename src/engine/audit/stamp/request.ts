import { sameBytes } from '../log/bytes.js';
import { DIGEST_OIDS } from './algorithms.js';
import { DerFault, DerMembers, readDer, TAG } from './der.js';
import { smallInteger } from './der-values.js';
import { readToken } from './token.js';
import { der, derInteger, derOid } from './write-der.js';

/** What an authority is asked to stamp. */
export interface StampRequest {
  readonly imprint: { readonly digest: keyof typeof DIGEST_OIDS; readonly value: Uint8Array };
  /** Random, 8 bytes or more: the answer must repeat it, so that none from earlier will do. */
  readonly nonce: Uint8Array;
}

/** A TimeStampReq (RFC 3161 2.4.1) that wants the certificates in the answer. */
export function stampRequest({ imprint, nonce }: StampRequest): Uint8Array {
  const algorithm = der(TAG.sequence, derOid(DIGEST_OIDS[imprint.digest]), der(TAG.null));
  return der(
    TAG.sequence,
    derInteger(Uint8Array.of(1)),
    der(TAG.sequence, algorithm, der(TAG.octetString, imprint.value)),
    derInteger(nonce),
    der(TAG.boolean, Uint8Array.of(0xff)),
  );
}

/** What came back: a token that answers this request, or why there is none. */
export type StampAnswer =
  { readonly ok: true; readonly token: Uint8Array } | { readonly ok: false; readonly problem: string };

/**
 * The token in a TimeStampResp (RFC 3161 2.4.2), when it was granted and has imprint and nonce of the request. Whether
 * it is genuine is for `verifyStamp` to say.
 */
export function readStampAnswer(answer: Uint8Array, request: StampRequest): StampAnswer {
  try {
    const members = new DerMembers(readDer(answer));
    const status = smallInteger(new DerMembers(members.take(TAG.sequence)).take(TAG.integer));
    // 0: granted, 1: granted with modifications.
    if (status > 1) return { ok: false, problem: `the authority refuses with status ${status}` };
    const token = members.take(TAG.sequence).whole;
    members.end();
    return answers(token, request);
  } catch (fault) {
    if (fault instanceof DerFault)
      return { ok: false, problem: `no answer to a time stamp request: ${fault.message}` };
    throw fault;
  }
}

function answers(token: Uint8Array, request: StampRequest): StampAnswer {
  const { imprint, nonce } = readToken(token).statement;
  const asked = new DerMembers(readDer(der(TAG.sequence, derInteger(request.nonce)))).take(TAG.integer);
  if (!nonce || !sameBytes(nonce, asked.content))
    return { ok: false, problem: 'the answer has another nonce' };
  const isAsked =
    imprint.digest === request.imprint.digest && sameBytes(imprint.value, request.imprint.value);
  return isAsked ? { ok: true, token } : { ok: false, problem: 'the answer is about something else' };
}
