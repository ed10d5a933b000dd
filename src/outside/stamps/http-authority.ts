import type { TimeStamper } from '../../usecases/log/stamp-checkpoint.js';
import { postBytes, PostFailed, type VoucherReach } from './post-bytes.js';

/** A token with a long chain and revocation lists. */
const MOST_BYTES = 262_144;

/** A time stamping authority over HTTP (RFC 3161 3.4). */
export function httpAuthority(name: string, url: URL, reach: VoucherReach): TimeStamper {
  return {
    name,
    async stamp(request) {
      const posting = {
        url,
        contentType: 'application/timestamp-query',
        body: request,
        mostBytes: MOST_BYTES,
      };
      const { status, contentType, bytes } = await postBytes(posting, reach);
      if (status !== 200) throw new PostFailed(`the authority answers with status ${status}`);
      if (!contentType.toLowerCase().startsWith('application/timestamp-reply'))
        throw new PostFailed('the authority answers with something else than a time stamp reply');
      return bytes;
    },
  };
}
