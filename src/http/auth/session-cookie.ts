import { stringifySetCookie } from 'cookie';

/** Cookies of this service by what they are for. */
export type CookieUse = 'session' | 'flow';

/** Seconds that a browser keeps the cookie of a sign-in at the provider: as long as the flow lives. */
const FLOW_SECONDS = 600;

const NAMES: Readonly<Record<CookieUse, string>> = { session: 'duecourse', flow: 'duecourse-flow' };

/**
 * The name of a cookie. Over https it begins with `__Host-`, so that neither a neighbouring host nor plain http can put
 * another one in its place.
 */
function cookieName(use: CookieUse, publicUrl: string | null): string {
  return isSecure(publicUrl) ? `__Host-${NAMES[use]}` : NAMES[use];
}

/**
 * A `Set-Cookie` header: not for scripts, not for requests that other sites make. A session's cookie goes with the
 * browser's window; an empty value takes the cookie away.
 */
export function setCookie(use: CookieUse, value: string, publicUrl: string | null): string {
  return stringifySetCookie({
    name: cookieName(use, publicUrl),
    value,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(publicUrl),
    ...(value === '' ? { maxAge: 0 } : use === 'flow' && { maxAge: FLOW_SECONDS }),
  });
}

/** A secret that a cookie holds. Undefined when there is none, or more than one: then somebody else has put one there. */
export function readCookie(
  header: string | undefined,
  use: CookieUse,
  publicUrl: string | null,
): string | undefined {
  const start = `${cookieName(use, publicUrl)}=`;
  const found = (header ?? '').split(';').flatMap((part) => {
    const pair = part.trim();
    return pair.startsWith(start) ? [pair.slice(start.length)] : [];
  });
  const [value] = found;
  return found.length === 1 && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}

function isSecure(publicUrl: string | null): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}
