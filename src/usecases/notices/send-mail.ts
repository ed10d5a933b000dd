import type { Ports } from '../ports.js';
import { maskedCase } from '../reading/masked-case.js';
import { noticeText } from './notice-kinds.js';
import type { Mail, MailItem, MailQueue, NoticeRules, SendMail } from './notice-ports.js';
import { pauseAfter, type RetrySchedule } from './retry-schedule.js';

/** What sending mail needs. */
export interface MailPorts {
  readonly ids: Pick<Ports['ids'], 'randomUuid'>;
  readonly queue: MailQueue;
  readonly send: SendMail;
  readonly chance: () => number;
  readonly rules: Pick<NoticeRules, 'titles'>;
  /** Where people open the application; null: it is not said. */
  readonly publicUrl: string | null;
}

const ROUND = 200;
const LEASE_SECONDS = 300;
/** Over a day: a mail server that is down over a weekend morning is tried again. */
const SCHEDULE: RetrySchedule = { attempts: 10, firstSeconds: 60, longestSeconds: 21_600 };

/**
 * Sends what is due: everything due to a person in one mail. What he has read meanwhile, or does not want any more, is
 * not sent. A mail that was sent by a process that then died is sent again, under the same id.
 *
 * @returns how many notices there were
 */
export function sendMails(ports: MailPorts): () => Promise<number> {
  return async () => {
    const claim = ports.ids.randomUuid();
    const items = await ports.queue.claim(claim, ROUND, LEASE_SECONDS);
    for (const own of byPerson(items)) await sendTo(ports, claim, own);
    return items.length;
  };
}

async function sendTo(ports: MailPorts, claim: string, own: readonly MailItem[]): Promise<void> {
  const { queue } = ports;
  const wanted = own.filter(({ read, mail }) => !read && mail !== null);
  const dropped = own.filter((item) => !wanted.includes(item));
  if (dropped.length > 0) {
    await queue.done(claim, idsOf(dropped), { state: 'given up', reason: 'read, or not wanted any more' });
  }
  const [first] = wanted;
  if (!first?.mail) return;
  const result = await ports.send(mailOf(first.mail, wanted, ports));
  if (result.outcome === 'sent') return queue.done(claim, idsOf(wanted), { state: 'sent' });
  const attempts = Math.max(...wanted.map((item) => item.attempts)) + 1;
  const pause = result.outcome === 'refused' ? undefined : pauseAfter(SCHEDULE, attempts, ports.chance());
  if (pause !== undefined) return queue.later(claim, idsOf(wanted), pause, result.reason);
  return queue.done(claim, idsOf(wanted), { state: 'given up', reason: result.reason });
}

/**
 * The mail as its person gets it, in both languages. Mail is read on the way: it has the numbers of cases, and titles
 * (with names masked) only where the installation says so.
 */
function mailOf(to: string, items: readonly MailItem[], { rules, publicUrl }: MailPorts): Mail {
  const lines = items.map((item) => lineOf(item, rules.titles));
  const where = publicUrl === null ? [] : ['', publicUrl];
  return {
    to,
    id: `${items[0]?.notice ?? '0'}.${items.length}`,
    subject: `正程：${items.length} 条通知 · DueCourse: ${items.length === 1 ? '1 notice' : `${items.length} notices`}`,
    text: [
      '您有以下通知，详情请登录系统查看。',
      '',
      ...lines.map(({ zh }) => zh),
      '',
      'You have these notices; sign in to read more.',
      '',
      ...lines.map(({ en }) => en),
      ...where,
      '',
    ].join('\n'),
  };
}

function lineOf(item: MailItem, titles: boolean): { readonly zh: string; readonly en: string } {
  const { zh, en } = noticeText(item.kind, item.about);
  const { subject } = maskedCase(item);
  return titles
    ? { zh: `- ${zh}（案件 ${item.caseId}，${subject}）`, en: `- ${en} (case ${item.caseId}, ${subject})` }
    : { zh: `- ${zh}（案件 ${item.caseId}）`, en: `- ${en} (case ${item.caseId})` };
}

function byPerson(items: readonly MailItem[]): readonly (readonly MailItem[])[] {
  const found = new Map<string, MailItem[]>();
  for (const item of items) found.set(item.person, [...(found.get(item.person) ?? []), item]);
  return [...found.values()];
}

function idsOf(items: readonly MailItem[]): readonly string[] {
  return items.map(({ notice }) => notice);
}
