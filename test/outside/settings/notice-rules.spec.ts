import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import { contradictoryNotices, unsafeNotices } from '../../../src/outside/settings/notice-rules.js';
import type { Settings } from '../../../src/outside/settings/settings.js';

const shipped = loadSettings({});
const places = (found: readonly { readonly place: string }[]): readonly string[] =>
  found.map(({ place }) => place);
const webhooks = (change: Partial<Settings['webhooks']>): Settings => ({
  ...shipped,
  webhooks: { ...shipped.webhooks, ...change },
});
const mail = (change: Partial<Settings['mail']>): Settings => ({
  ...shipped,
  mail: { ...shipped.mail, ...change },
});

describe('settings of mail and webhooks', () => {
  it('are in order as they are shipped', () => {
    expect([...contradictoryNotices(shipped), ...unsafeNotices(shipped)]).toEqual([]);
  });

  it('contradict themselves: half a mail server, pauses that shrink', () => {
    expect(places(contradictoryNotices(mail({ url: 'smtps://mail.example.gov.cn' })))).toEqual(['mail.from']);
    expect(places(contradictoryNotices(mail({ from: 'a@example.gov.cn' })))).toEqual(['mail.url']);
    expect(places(contradictoryNotices(webhooks({ retryFirst: 60, retryLongest: 30 })))).toEqual([
      'webhooks.retryLongest',
    ]);
  });

  it('are unsafe: tries that end within a day, this machine as a receiver, mail that must not be encrypted', () => {
    expect(places(unsafeNotices(webhooks({ attempts: 3 })))).toEqual(['webhooks.attempts']);
    expect(places(unsafeNotices(webhooks({ networks: ['127.0.0.0/8'] })))).toEqual(['webhooks.networks']);
    expect(places(unsafeNotices(webhooks({ networks: ['::1', '10.1.0.0/16'] })))).toEqual([
      'webhooks.networks',
    ]);
    const open = { url: 'smtp://mail.example.gov.cn/?ignoreTLS=true', from: 'a@example.gov.cn' };
    expect(places(unsafeNotices(mail(open)))).toEqual(['mail.url']);
  });
});
