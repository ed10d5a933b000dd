import type { Instant } from '../../engine/clock/time.js';
import type { IdentityPorts } from './identity-ports.js';
import { recordOnAccount } from './guess.js';
import { NOBODYS_ACCOUNT } from './account-state.js';
import { type StartAnswer, startSession } from './start-session.js';
import { later } from './wall-time.js';

/** How long a person may take at the provider. */
export const FLOW_SECONDS = 600;

export type BeginProviderAnswer =
  /** The browser goes to `url` and keeps `browser`, without which nobody can finish the flow. */
  | { readonly outcome: 'sent'; readonly url: string; readonly browser: string }
  | { readonly outcome: 'notConfigured' }
  | { readonly outcome: 'unavailable'; readonly why: string };

/**
 * Sends a browser to the identity provider. Nonce and PKCE verifier follow from the browser's secret, so that the
 * database holds nothing with which anybody could finish the flow.
 */
export function beginProviderSignIn(ports: IdentityPorts): () => Promise<BeginProviderAnswer> {
  return async () => {
    if (!ports.provider) return { outcome: 'notConfigured' };
    const browser = ports.secrets.token();
    const state = ports.secrets.token();
    const address = await ports.provider.address(flowSecrets(ports, browser, state));
    if ('outcome' in address) return address;
    const now = ports.wallClock();
    await ports.flows.begin({
      stateSha256: ports.hash.sha256(state),
      browserSha256: ports.hash.sha256(browser),
      now,
      expiresAt: later(now, FLOW_SECONDS),
    });
    return { outcome: 'sent', url: address.url, browser };
  };
}

/** A browser that comes back from the provider. */
export interface ReturnedBrowser {
  /** Of the address with which it came, without the question mark. */
  readonly query: string;
  /** What it was given to keep; undefined when it has nothing. */
  readonly browser: string | undefined;
  readonly address: string;
  readonly previous?: string;
}

export type FinishProviderAnswer =
  | StartAnswer
  | { readonly outcome: 'notConfigured' }
  /** Not begun here, not by this browser, too long ago, or finished already. */
  | { readonly outcome: 'brokenFlow'; readonly why: string }
  | { readonly outcome: 'notProved'; readonly why: string }
  | { readonly outcome: 'unavailable'; readonly why: string }
  | { readonly outcome: 'unknownIdentity' };

/**
 * Finishes the flow: each one once, by the browser that began it. The identity is the pair of issuer and subject, which
 * an administrator has bound to a person; names and addresses that the provider tells are not looked at.
 */
export function finishProviderSignIn(
  ports: IdentityPorts,
): (returned: ReturnedBrowser) => Promise<FinishProviderAnswer> {
  return async (returned) => {
    const { provider } = ports;
    if (!provider) return { outcome: 'notConfigured' };
    const now = ports.wallClock();
    const flow = await takeFlow(ports, returned, now);
    if ('outcome' in flow) return flow;
    const proof = await provider.prove(returned.query, flow);
    if (proof.outcome === 'refused') return { outcome: 'notProved', why: proof.why };
    if (proof.outcome === 'unavailable') return proof;
    const account = await ports.accounts.byIdentity(proof.identity);
    if (!account) {
      await recordOnAccount(ports, NOBODYS_ACCOUNT, returned.address, [
        { type: 'account.signInFailed', how: 'oidc' },
      ]);
      return { outcome: 'unknownIdentity' };
    }
    const { address, previous } = returned;
    return startSession(ports, {
      ...{ account, how: 'oidc', kind: 'browser', address, now },
      ...(previous !== undefined && { previous }),
    });
  };
}

async function takeFlow(
  ports: IdentityPorts,
  { query, browser }: ReturnedBrowser,
  now: Instant,
): Promise<ReturnType<typeof flowSecrets> | Extract<FinishProviderAnswer, { outcome: 'brokenFlow' }>> {
  const broken = (why: string) => ({ outcome: 'brokenFlow', why }) as const;
  const states = new URLSearchParams(query).getAll('state');
  const [state] = states;
  if (state === undefined || states.length > 1) return broken('no state, or several');
  // Taken out before anything is compared: a second try with another browser finds nothing.
  const flow = await ports.flows.take(ports.hash.sha256(state));
  if (!flow) return broken('no such flow, or used already');
  if (now >= flow.expiresAt) return broken('expired');
  if (browser === undefined) return broken('a browser without the flow');
  if (ports.hash.sha256(browser) !== flow.browserSha256) return broken('the flow of another browser');
  return flowSecrets(ports, browser, state);
}

function flowSecrets(
  ports: IdentityPorts,
  browser: string,
  state: string,
): { readonly state: string; readonly nonce: string; readonly verifier: string } {
  const derive = (purpose: string): string => ports.secrets.derive(browser, `${purpose}/v1\n${state}`);
  return { state, nonce: derive('nonce'), verifier: derive('verifier') };
}
