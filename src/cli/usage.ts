/** What `duecourse help` prints: each line in Chinese and in English. */
export const USAGE = `duecourse 正程 <command> [options]

  sign-in <person> [--token]     以种子人员身份登录正在运行的服务；--token 只输出会话令牌
                                 sign a seeded person in at the running service; --token prints the token alone
  check <file.yaml>...           检查程序定义和地方规定，逐条指出文件、行、列和修改建议
                                 check definitions and overlays; name every problem by file, line and column
  diff <procedure> <overlay> [--en] [--json]
                                 用文字说明地方规定增加、加严了什么及其依据；低于上位规定的逐条指出
                                 what a local rule adds and tightens, with its source; names what is weaker
  simulate <file|folder>...      运行示例案（包括地方规定之下的），与预期逐步比较
                                 play worked cases, of overlays too, and compare each step with what they expect
  coverage <folder>              由定义和示例案重新生成 law.md 的条文对照表
                                 write the table of law.md anew from definition and worked cases
  deadline --json                从标准输入读取期限问题，输出届满日和逐日说明
                                 read a deadline question from standard input, answer day by day
  forecast <procedure> [--from <day>] [--plan <file.yaml>] [--overlay <name>] [--json]
                                 推演：如当日启动，最早何日可以依法决定，关键步骤是哪些
                                 the earliest lawful day of a decision begun on that day, and what it waits for
  redraw <file> [--json] [--promise keeper|witness]
                                 重新演算公布的专家抽取，逐步说明；--promise 生成秘密数和承诺值
                                 do a published draw of experts again, step by step; --promise makes a promise for it
  verify-words <file> [--head <sha256>]
                                 离线核验成员本人的会议发言（含不同意见）及其证明
                                 check offline a member's own words in a meeting, his dissent among them
  publish <file.yaml> --token-file <file>
                                 以令牌所属人员的名义发布程序版本（发布后不可更改）
                                 publish a version for ever, in the name of the person whose token the file holds
  adopt <calendar.yaml> [--token-file <file>]
                                 采用放假通知；不给令牌时只预览哪些期限会变动
                                 adopt notices; without a token only show which deadlines would move
  fsck [--content] [--json]      核对数据库中的全部记录与状态，以及材料的文件（--content：逐一核对内容）
                                 check every invariant over the live database, and the files of materials (--content: each)
  preflight [--mend]             以服务启动时的眼光检查设置和数据库；--mend 恢复角色和授权
                                 look at settings and database as a start does; --mend puts roles and rights back
  recover-access <person>        为无法登录的管理员发放新的激活码（原有凭据作废，留痕）
                                 a new activation code for an administrator who cannot sign in; voids his credentials
  help                           显示本说明 / show this text

  --url <url>                    服务地址 / where the service is   (http://127.0.0.1:3000)
  --accounts <file>              首次启动留下的账户文件 / accounts of the first start   (data/accounts.json)
  --calendars <folder>           工作日历所在文件夹 / folder of the calendars   (config/calendars)
  --fragments <folder>           程序片段所在文件夹 / folder of the fragments   (workflows/fragments)

  DATABASE_URL                   数据库地址；未设置时使用内置数据库
                                 the database; without it the embedded one is used

  退出码 / exit code: 0 正常 in order, 1 发现问题 problems found, 2 用法或输入有误 wrong usage or input`;

/** A question that was put wrongly: its message is for the person at the terminal. Exit code 2. */
export class UsageError extends Error {}
