import { scheduleSeconds } from '../../usecases/notices/retry-schedule.js';
import { finding, type SettingsFinding } from './settings-finding.js';
import type { Settings } from './settings.js';

const DAY_SECONDS = 86_400;

/** What of mail and webhooks contradicts itself, in any installation. */
export function contradictoryNotices({ mail, webhooks }: Settings): SettingsFinding[] {
  const findings: SettingsFinding[] = [];
  if ((mail.url === null) !== (mail.from === null)) {
    findings.push(
      finding(
        mail.url === null ? 'mail.url' : 'mail.from',
        '发送邮件须同时填写 mail.url 和 mail.from',
        'mail needs both mail.url and mail.from',
      ),
    );
  }
  if (webhooks.retryLongest < webhooks.retryFirst) {
    findings.push(
      finding('webhooks.retryLongest', '小于 webhooks.retryFirst', 'is shorter than webhooks.retryFirst'),
    );
  }
  return findings;
}

/** What of them would be unsafe in a real installation. */
export function unsafeNotices({ mail, webhooks }: Settings): SettingsFinding[] {
  const findings: SettingsFinding[] = [];
  const { attempts, retryFirst: firstSeconds, retryLongest: longestSeconds } = webhooks;
  if (scheduleSeconds({ attempts, firstSeconds, longestSeconds }) < DAY_SECONDS) {
    findings.push(
      finding(
        'webhooks.attempts',
        '重试不满一天：接收方停机一夜，事件即停下等待管理员',
        'tries end within a day: a receiver that is down over night leaves events waiting for an administrator',
      ),
    );
  }
  const own = webhooks.networks.filter((network) => network.startsWith('127.') || network === '::1');
  if (own.length > 0) {
    findings.push(
      finding(
        'webhooks.networks',
        `${own.join('、')} 是本机：订阅者可以借此访问本机上的其他服务`,
        `${own.join(', ')} is this machine: a subscription could reach whatever else runs on it`,
      ),
    );
  }
  if (
    mail.url !== null &&
    mail.url.startsWith('smtp:') &&
    new URL(mail.url).searchParams.get('ignoreTLS') !== null
  ) {
    findings.push(
      finding('mail.url', '不得关闭加密（ignoreTLS）', 'must not switch encryption off (ignoreTLS)'),
    );
  }
  return findings;
}
