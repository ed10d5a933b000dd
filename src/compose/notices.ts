import type { Logger } from 'pino';
import type { NoticeServices } from '../http/http-services.js';
import { inRounds } from '../jobs/in-rounds.js';
import { RepeatingJob } from '../jobs/repeating-job.js';
import { WebhookPump } from '../jobs/webhook-pump.js';
import { writeCalendar } from '../outside/calendar/write-calendar.js';
import { wallClock } from '../outside/clock/system-now.js';
import { mailSender } from '../outside/mail/mail-sender.js';
import type { Settings } from '../outside/settings/settings.js';
import { webhookSender } from '../outside/webhooks/webhook-sender.js';
import { StoredFeeds } from '../store/notices/stored-feeds.js';
import { StoredHappenings } from '../store/notices/stored-happenings.js';
import { PostgresMailQueue } from '../store/notices/stored-mail.js';
import { StoredNotices } from '../store/notices/stored-notices.js';
import { PostgresWebhookQueue } from '../store/notices/webhook-queue.js';
import { StoredWebhooks } from '../store/notices/webhook-reads.js';
import type { Store } from '../store/open-store.js';
import type { Deliverer } from '../usecases/deliver-outbox.js';
import type { IdentityPorts } from '../usecases/identity/identity-ports.js';
import { sendMails } from '../usecases/notices/send-mail.js';
import { tellOfEffect, tellOfHappenings, type TellPorts, warnOfClocks } from '../usecases/notices/tell.js';
import { tellOfFollowUps } from '../usecases/notices/tell-of-follow-ups.js';
import type { WebhookSender } from '../usecases/notices/webhook-ports.js';
import type { Ports } from '../usecases/ports.js';
import type { MeetingPorts } from '../usecases/streams/meeting/meeting-ports.js';

/** What people and systems outside are told by. */
export interface ComposedNotices extends NoticeServices {
  readonly sender: WebhookSender;
}

/** A job of a process: it runs from its start to its end, which waits for what is under way. */
export interface Job {
  start(): void;
  stop(): Promise<void>;
  /** One run, apart from its turns. */
  runNow(): Promise<void>;
}

/** Notices over a database. */
export function composeNotices(
  { dataSource }: Pick<Store, 'dataSource'>,
  { notices, webhooks, installation }: Pick<Settings, 'notices' | 'webhooks' | 'installation'>,
): ComposedNotices {
  return {
    happenings: new StoredHappenings(dataSource),
    notices: new StoredNotices(dataSource),
    rules: notices,
    webhooks: new StoredWebhooks(dataSource),
    sender: webhookSender({
      networks: webhooks.networks,
      plainLoopback: installation.mode === 'simulated',
      timeoutMs: webhooks.timeout * 1_000,
    }),
    feeds: new StoredFeeds(dataSource),
    writeCalendar,
  };
}

interface Composed {
  readonly store: Store;
  readonly ports: Ports;
  readonly identity: IdentityPorts;
  readonly notices: ComposedNotices;
}

/** A composition that also keeps meetings. */
interface WithMeetings extends Composed {
  readonly meetings: MeetingPorts;
}

/** Carries effects out by telling those whom they concern. */
export function noticeDeliverer(composed: Composed): Deliverer {
  return tellOfEffect(tellPorts(composed));
}

/** The jobs that tell people, send mail and send events. */
export function noticeJobs(
  composed: WithMeetings,
  settings: Pick<Settings, 'jobs' | 'mail' | 'http' | 'webhooks'>,
  log: Logger,
): readonly Job[] {
  const { jobs, mail, http } = settings;
  const tell = tellPorts(composed);
  const { ids } = composed.ports;
  const repeating = (name: string, every: number, round: () => Promise<number>): Job =>
    new RepeatingJob(name, every, inRounds(round), log);
  const mails =
    mail.url === null || mail.from === null
      ? []
      : [
          repeating(
            'mail',
            jobs.deliverEvery,
            sendMails({
              ids,
              queue: new PostgresMailQueue(composed.store.dataSource),
              send: mailSender({ url: mail.url, from: mail.from }),
              chance: Math.random,
              rules: composed.notices.rules,
              publicUrl: http.publicUrl,
            }),
          ),
        ];
  return [
    repeating('notices', jobs.deliverEvery, tellOfHappenings(tell)),
    repeating('warnings', jobs.sweepEvery, warnOfClocks(tell)),
    repeating('follow-up notices', jobs.sweepEvery, tellOfFollowUps(tell, composed.meetings)),
    ...mails,
    webhookPump(composed, settings, log),
  ];
}

/** A claim lives longer than an exchange may take. */
const LEASE_MARGIN_SECONDS = 15;

/** Sends events to subscribers. */
export function webhookPump(
  { store, ports, identity, notices }: Composed,
  { webhooks, jobs }: Pick<Settings, 'webhooks' | 'jobs'>,
  log: Logger,
): WebhookPump {
  const { timeout, atOnce, attempts, retryFirst, retryLongest, failuresInARow, leaveAlone, keepDays } =
    webhooks;
  return new WebhookPump(
    {
      happenings: notices.happenings,
      queue: new PostgresWebhookQueue(store.dataSource),
      sender: notices.sender,
      vault: identity.vault,
      chance: Math.random,
      schedule: { attempts, firstSeconds: retryFirst, longestSeconds: retryLongest },
      leaseSeconds: timeout + LEASE_MARGIN_SECONDS,
      claimId: () => ports.ids.randomUuid(),
    },
    {
      atOnce,
      breaker: { failures: failuresInARow, seconds: leaveAlone },
      pauseMs: jobs.deliverEvery * 1_000,
      keepDays,
    },
    log,
  );
}

function tellPorts({ ports, notices: { happenings, notices, rules } }: Composed): TellPorts {
  return { ports, happenings, notices, rules, wallClock };
}
