/** What the first screen tells. */
export interface FirstScreenFacts {
  readonly url: string;
  /** Path of the file with the seeded people's tokens. */
  readonly tokens: string;
  readonly mode: 'real' | 'simulated';
  readonly database: 'embedded' | 'own';
}

/** What a newcomer reads when the service is up: where it is, how to sign in, what to try first. */
export function firstScreen({ url, tokens, mode, database }: FirstScreenFacts): string {
  const time = mode === 'simulated' ? '模拟时间 simulated time' : '真实时间 real time';
  const store = database === 'embedded' ? '内置数据库 embedded database' : 'DATABASE_URL';
  return `
  正程 DueCourse 已启动 · is running
  ${url}/docs   接口说明 · interface
  ${time} · ${store}

  各人员的访问令牌 · tokens of the seeded people:
    ${tokens}

  试一试：期限试算，无需令牌 · try a deadline, no token needed:
    curl -s ${url}/v1/deadline-calculations -H 'content-type: application/json' \\
      -d '{"start":"2026-09-28","term":{"n":5,"unit":"workingDay"}}'

  再试：以申请人刘洋的身份提出许可申请 · then file an application as the applicant p-0001:
    TOKEN=$(node -p 'JSON.parse(fs.readFileSync("${tokens}")).find((p) => p.person === "p-0001").token')
    curl -s ${url}/v1/cases -H "authorization: Bearer $TOKEN" -H "idempotency-key: $(date +%s)" \\
      -H 'content-type: application/json' -d '{"procedure":"administrative-licence","subject":"食品经营许可",
      "applicant":{"name":"刘洋"},"input":{"channel":"portal","guideVersion":"2026-1","kind":"general","truthful":true,
      "materials":[{"name":"申请书","form":"electronic","state":"ok"}]}}'

  停止 · stop: Ctrl-C

`;
}
