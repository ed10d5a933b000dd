import type { RevocationSource } from '../../usecases/log/stamp-lists.js';
import { getBytes, PostFailed, type VoucherReach } from './post-bytes.js';

/** No larger list is read when a bundle is verified. */
const MOST_BYTES = 262_144;

/** Revocation lists over plain HTTP, as certificates name them (RFC 5280 4.2.1.13): they are signed, whatever carries them. */
export function httpLists(reach: VoucherReach): RevocationSource {
  return {
    async list(address) {
      const url = URL.canParse(address) ? new URL(address) : undefined;
      if (url?.protocol !== 'http:') throw new PostFailed('a list at an address that is not http');
      const { status, bytes } = await getBytes({ url, mostBytes: MOST_BYTES }, reach);
      if (status !== 200) throw new PostFailed(`the list is answered for with status ${status}`);
      return bytes;
    },
  };
}
