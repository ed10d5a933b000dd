import { createHash } from 'node:crypto';
import { accepted } from '../../../src/cli/demo-decision/stage.js';
import type { Reply } from '../../../src/cli/service-client.js';
import type { CityService } from '../../support/city-service.js';
import { pdfOf } from '../../support/pdf.js';

/** What is told of the applicant, and must be nowhere but where a profile discloses it. */
export const TOLD = {
  ...{ subject: '食品经营许可（第一小学食堂）', phone: '13900007777', idNumber: '530102199001015556' },
  ...{ file: '营业执照副本刘洋.pdf', opinion: '现场条件较好，建议准予', attempt: '越权试签' },
  ...{ content: '证照影印甲', secret: '内部附注乙' },
} as const;

const APPLICANT = 'p-0001';
const [WINDOW, REVIEWER, DECIDER, HEAD] = ['o-101', 'o-201', 'o-301', 'o-302'];

/** What a played licence left. */
export interface PlayedLicence {
  readonly caseId: string;
  /** Contents: the applicant's, one that another authority shared, and one that was redacted. */
  readonly files: { readonly own: Buffer; readonly shared: Buffer; readonly redacted: Buffer };
  readonly redactedPhone: { readonly seq: number; readonly name: string };
}

export const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

interface ListedDocument {
  readonly id: string;
  readonly document: string;
  readonly state: string;
  readonly missing?: readonly { readonly field: string; readonly ask?: { readonly type?: string } }[];
}

/** People of 云岭市 at work on one licence, over HTTP. */
export class LicencePlay {
  caseId = '';

  constructor(private readonly city: CityService) {}

  async on(day: string): Promise<void> {
    const to = `${day}T02:00:00.000Z`;
    accepted('clock', await this.city.client.post('o-901', '/v1/simulation/advances', { to }));
  }

  async open(): Promise<void> {
    const reply = await this.city.client.post(APPLICANT, '/v1/cases', {
      ...{ procedure: 'administrative-licence', unit: 'market-bureau', subject: TOLD.subject },
      applicant: { name: '刘洋', person: APPLICANT },
      input: {
        ...{ kind: 'general', guideVersion: '2026-01', channel: 'portal', truthful: true },
        ...{ contact: TOLD.phone, idNumber: TOLD.idNumber },
        materials: [{ name: '申请书', form: 'original', state: 'ok' }],
      },
    });
    this.caseId = String(accepted('open', reply).body['caseId']);
  }

  send(by: string, path: string, body: object): Promise<Reply> {
    return this.city.client.post(by, `/v1/cases/${this.caseId}/${path}`, body);
  }

  async done(by: string, path: string, body: object = {}): Promise<Reply['body']> {
    return accepted(path, await this.send(by, path, body)).body;
  }

  act(by: string, act: string, input: object = {}): Promise<Reply['body']> {
    return this.done(by, `acts/${act}`, { input });
  }

  async read(by: string, path: string): Promise<Reply['body']> {
    return accepted(path, await this.city.client.get(by, `/v1/cases/${this.caseId}/${path}`)).body;
  }

  async upload(by: string, name: string, bytes: Buffer): Promise<string> {
    const { token } = this.city.client.person(by);
    const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
    const encoded = (text: string): string => Buffer.from(text).toString('base64');
    const begun = await fetch(`${this.city.url}/v1/uploads`, {
      method: 'POST',
      headers: {
        ...{ ...headers, 'upload-length': String(bytes.length) },
        'upload-metadata': `filename ${encoded(name)},filetype ${encoded('application/pdf')}`,
      },
    });
    await begun.arrayBuffer();
    const path = begun.headers.get('location') ?? '';
    const sent = await fetch(new URL(path, this.city.url), {
      ...{ method: 'PATCH', body: new Uint8Array(bytes) },
      headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    });
    const said = await sent.text();
    if (sent.status !== 204) throw new Error(`upload: ${sent.status} ${said}`);
    return path.slice(path.lastIndexOf('/') + 1);
  }

  async file(by: string, name: string, bytes: Buffer, from: object): Promise<void> {
    await this.done(by, 'materials', { upload: await this.upload(by, name, bytes), ...from });
  }

  /** Issues a document with whatever is asked for it. */
  async issue(by: string, document: string, word: string): Promise<string> {
    const { items } = (await this.read(by, 'documents')) as unknown as { items: readonly ListedDocument[] };
    const found = items.findLast((one) => one.document === document && one.state === 'ordered');
    if (!found) throw new Error(`${document} is not ordered: ${JSON.stringify(items)}`);
    const answers = Object.fromEntries((found.missing ?? []).map(({ field }) => [field, word]));
    await this.done(by, `documents/${found.id}/issuances`, { answers });
    return found.id;
  }

  /** Asked for by the security administrator, approved by two others. */
  async redact(body: object, head: string): Promise<void> {
    const { client } = this.city;
    const wish = { parts: [], ground: 'ordered', reason: '法院要求抹除', ...body };
    const asked = accepted('redaction', await client.post('o-902', '/v1/redactions', wish));
    await this.approve(String(asked.body['id']), head);
  }

  async approve(id: string, head: string): Promise<void> {
    for (const by of ['o-903', head])
      accepted(
        'approval',
        await this.city.client.post(by, `/v1/redactions/${id}/approvals`, { reason: '同意抹除' }),
      );
  }
}

/** One licence from the application to its publication, with everything that a bundle has to deal with. */
export async function playLicence(city: CityService): Promise<PlayedLicence> {
  const play = new LicencePlay(city);
  const files = {
    own: pdfOf(TOLD.content),
    shared: pdfOf(TOLD.secret),
    redacted: pdfOf('申请人手机截图'),
  };
  await play.on('2026-01-08');
  await play.open();
  await play.file(APPLICANT, TOLD.file, files.own, { source: 'applicant' });
  await play.file(APPLICANT, '截图.pdf', files.redacted, { source: 'applicant' });
  await play.on('2026-01-09');
  const refused = await play.send(WINDOW, 'acts/grant', { input: { content: TOLD.attempt } });
  if (refused.status < 400) throw new Error('the window grants licences');
  await play.act(WINDOW, 'accept');
  const notice = await play.issue(WINDOW, 'acceptanceNotice', '见附件');
  await play.done(WINDOW, `documents/${notice}/services`, {
    ...{ mode: 'service.direct', input: { place: '政务服务中心', receiver: '刘洋', relation: '本人' } },
  });
  await play.file(REVIEWER, '信用报告.pdf', files.shared, { source: 'shared', from: '市信用中心' });
  await play.on('2026-01-13');
  await play.done(REVIEWER, 'opinions', { text: TOLD.opinion });
  await play.act(REVIEWER, 'concludeReview', { opinion: 'grant', reasons: '符合法定条件' });
  await play.on('2026-01-14');
  await play.act(DECIDER, 'grant', { content: '热食类食品制售', validUntil: '2031-01-13' });
  await play.on('2026-01-16');
  await play.act('o-102', 'deliver', { form: 'permit', mode: 'direct', sealed: true });
  await play.on('2026-01-19');
  await play.act('o-102', 'publishCredit');
  await play.on('2026-01-20');
  await play.act('o-102', 'publish', { secretsRemoved: true });
  const redactedPhone = { seq: 0, name: 'input.contact' };
  await play.redact({ stream: play.caseId, parts: [redactedPhone], files: [digestOf(files.redacted)] }, HEAD);
  return { caseId: play.caseId, files, redactedPhone };
}
