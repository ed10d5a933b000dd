/** The provider cannot be asked now, or does not answer as one. Nobody is signed in on that. */
export class ProviderDown extends Error {
  override readonly name = 'ProviderDown';
}

/** What an answer of the provider may take. */
export interface FetchLimits {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** A request as openid-client makes it. */
interface ProviderRequest {
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly method: string;
}

export type BoundedFetch = (url: string, request: ProviderRequest) => Promise<Response>;

/**
 * Asks the provider within limits: no redirects, so much time and so many bytes, and only JSON for an answer. What a
 * provider in good order would not send is an outage, so that it is told apart from a refusal.
 */
export function boundedFetch(limits: FetchLimits): BoundedFetch {
  return async (url, { body, headers, method }) => {
    try {
      const response = await fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body: body as string | URLSearchParams }),
        redirect: 'manual',
        signal: AbortSignal.timeout(limits.milliseconds),
      });
      if (response.status >= 500 || (response.status >= 300 && response.status < 400)) {
        await response.body?.cancel();
        throw new ProviderDown(`${pathOf(url)} answers with status ${response.status}`);
      }
      const text = await boundedText(response, limits.bytes);
      if (!isJsonObject(text)) throw new ProviderDown(`${pathOf(url)} does not answer with a JSON object`);
      return new Response(text, { status: response.status, headers: response.headers });
    } catch (problem) {
      if (problem instanceof ProviderDown) throw problem;
      const why = problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem);
      throw new ProviderDown(`${pathOf(url)} cannot be reached (${why})`, { cause: problem });
    }
  };
}

/** Without the query, where a code may be. */
function pathOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

async function boundedText(response: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // Leaving the loop cancels the rest of the answer.
    if (bytes > most) throw new ProviderDown(`an answer is longer than ${most} bytes`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
