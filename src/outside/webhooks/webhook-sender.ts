import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { BlockList } from 'node:net';
import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { SendResult, WebhookMessage, WebhookSender } from '../../usecases/notices/webhook-ports.js';
import { guardedLookup, hostOf, isAllowedAddress, isLoopback, networkList } from './addresses.js';
import { eventBody } from './cloud-event.js';
import { exchange } from './exchange.js';

/** How receivers are reached. */
export interface WebhookReach {
  /** Networks apart from the public internet in which receivers may be. */
  readonly networks: readonly string[];
  /** Whether a receiver on this machine may be reached by plain http: for demonstrations and tests. */
  readonly plainLoopback: boolean;
  /** Milliseconds for a whole exchange. */
  readonly timeoutMs: number;
}

const MOST_URL_CHARACTERS = 2_000;

/**
 * Sends events as Standard Webhooks (signed with each valid secret) that carry CloudEvents. Connections are kept and
 * go to allowed addresses alone; redirects are not followed; what an answer may take of time and bytes is bounded.
 */
export function webhookSender(reach: WebhookReach, nowMs: () => number = Date.now): WebhookSender {
  const named = networkList(reach.networks);
  const settings = {
    keepAlive: true,
    maxFreeSockets: 16,
    scheduling: 'lifo',
    lookup: guardedLookup(named),
  } as const;
  const agents = { 'http:': new HttpAgent(settings), 'https:': new HttpsAgent(settings) };
  return {
    refusedUrl: (text) => refusedUrl(text, reach, named),
    send: async ({ url: text, secrets }, message, signal): Promise<SendResult> => {
      const refused = refusedUrl(text, reach, named);
      if (refused) return { delivered: false, status: null, reason: refused.en, milliseconds: 0 };
      const url = new URL(text);
      const agent = url.protocol === 'https:' ? agents['https:'] : agents['http:'];
      const request = signed(message, secrets, nowMs());
      return exchange({ url, agent, ...request }, { timeoutMs: reach.timeoutMs, signal });
    },
  };
}

function signed(
  message: WebhookMessage,
  secrets: readonly string[],
  nowMs: number,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const { contentType, text } = eventBody(message);
  const at = new Date(nowMs);
  const { id } = message.record;
  return {
    body: text,
    headers: {
      'content-type': contentType,
      'user-agent': 'DueCourse-Webhooks',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(nowMs / 1_000)),
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, text)).join(' '),
    },
  };
}

function refusedUrl(
  text: string,
  { plainLoopback }: WebhookReach,
  named: BlockList,
): { readonly zh: string; readonly en: string } | undefined {
  if (text.length > MOST_URL_CHARACTERS || !URL.canParse(text)) {
    return { zh: '应为完整的 https 地址', en: 'must be a whole https address' };
  }
  const url = new URL(text);
  const plain = url.protocol === 'http:' && plainLoopback && isLoopback(url);
  if (url.protocol !== 'https:' && !plain) return { zh: '只允许 https', en: 'only https is allowed' };
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    return { zh: '不得含有用户名、口令或者片段', en: 'must have no user name, password or fragment' };
  }
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isAllowedAddress(host, named)) {
    return {
      zh: '不得指向内部网络（可由 webhooks.networks 放行）',
      en: 'must not lead into a private network (webhooks.networks may name it)',
    };
  }
  return undefined;
}
