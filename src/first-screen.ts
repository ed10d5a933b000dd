/** What the first screen tells. */
export interface FirstScreenFacts {
  readonly url: string;
  /** Path of the file with the seeded people's access. */
  readonly accounts: string;
  /** Whether that file opens the accounts of made-up people, waits for three administrators, or is gone. */
  readonly access: 'invented' | 'activation' | 'none';
  readonly mode: 'real' | 'simulated';
  readonly database: 'embedded' | 'own';
}

const USUAL = 'http://127.0.0.1:3000';

/** What a newcomer reads when the service is up: where it is, how to sign in, what to try first. */
export function firstScreen(facts: FirstScreenFacts): string {
  const { url, mode, database } = facts;
  const time = mode === 'simulated' ? '模拟时间 simulated time' : '真实时间 real time';
  const store = database === 'embedded' ? '内置数据库 embedded database' : 'DATABASE_URL';
  return `
  正程 DueCourse 已启动 · is running
  ${url}/docs   接口说明 · interface
  ${time} · ${store}

  试一试：期限试算，无需登录 · try a deadline, without signing in:
    curl -s ${url}/v1/deadline-calculations -H 'content-type: application/json' \\
      -d '{"start":"2026-09-28","term":{"n":5,"unit":"workingDay"}}'
${ACCESS[facts.access](facts)}
  停止 · stop: Ctrl-C

`;
}

const ACCESS: Readonly<Record<FirstScreenFacts['access'], (facts: FirstScreenFacts) => string>> = {
  invented: ({ url, accounts }) => {
    const where = url === USUAL ? '' : ` --url ${url}`;
    return `
  云岭市的人员均为虚构，仅供试用；账户、密码和令牌 · its people are made up, for trying out; accounts, passwords, tokens:
    ${accounts}

  登录（换成任一人员代号） · sign in, as anybody in that file:
    npm run --silent duecourse -- sign-in o-101${where}

  再试：以申请人刘洋的身份提出许可申请 · then file an application as the applicant p-0001:
    TOKEN=$(npm run --silent duecourse -- sign-in p-0001 --token${where})
    curl -s ${url}/v1/cases -H "authorization: Bearer $TOKEN" -H "idempotency-key: $(date +%s)" \\
      -H 'content-type: application/json' -d '{"procedure":"administrative-licence","unit":"market-bureau",
      "subject":"食品经营许可","applicant":{"name":"刘洋"},"input":{"channel":"portal","guideVersion":"2026-1",
      "kind":"general","truthful":true,"materials":[{"name":"申请书","form":"electronic","state":"ok"}]}}'
`;
  },
  activation: ({ url, accounts }) => `
  系统、安全、审计三名管理员的一次性激活码 · one-time activation codes of the three administrators:
    ${accounts}
  启用账户 · to activate: POST ${url}/v1/activations
`,
  none: () => '',
};
