import { createDataSource } from '../data-source.js';
import { learnSession, type Session } from '../preflight/session-settings.js';

/** How a pool of the sealer works on a server: what that server knows, and as the sealer's role. */
export async function learnSealerSession(url: string): Promise<Session & { readonly asSealer: true }> {
  const login = await createDataSource({ url, poolSize: 1, asApplication: false, bare: true }).initialize();
  try {
    return { ...(await learnSession(login)), asSealer: true };
  } finally {
    await login.destroy();
  }
}
