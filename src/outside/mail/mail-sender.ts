import { createTransport } from 'nodemailer';
import type { MailResult, SendMail } from '../../usecases/notices/notice-ports.js';

/** The mail server of an installation. */
export interface MailServer {
  /** `smtp://user:password@host:587`, or `smtps://...`. */
  readonly url: string;
  readonly from: string;
}

const TIMEOUT_MS = 20_000;

/** Hands plain text mail to an SMTP server, each on a connection of its own. */
export function mailSender({ url, from }: MailServer): SendMail {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s>]+)>?$/.exec(from)?.[1] ?? 'duecourse';
  return async ({ to, subject, text, id }): Promise<MailResult> => {
    try {
      await transport.sendMail({
        ...{ from, subject, text },
        // An address is one address, whatever is written in it.
        to: { name: '', address: to },
        messageId: `<notice.${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { outcome: 'sent' };
    } catch (problem) {
      return failureOf(problem);
    }
  };
}

/** A 5xx answer is for good; everything else may be better later. Addresses are personal and stay out of the reason. */
function failureOf(problem: unknown): MailResult {
  const { responseCode, code } = problem as { readonly responseCode?: number; readonly code?: string };
  if (responseCode !== undefined) {
    return {
      outcome: responseCode >= 500 ? 'refused' : 'failed',
      reason: `the server answers ${responseCode}`,
    };
  }
  return { outcome: 'failed', reason: code ?? 'the server cannot be reached' };
}
