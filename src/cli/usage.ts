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
  sample --population <file> --size <n> --source <words> --seed <value>
                                 重新抽取审计样本：由案件清单和公布的数值 / draw the sample of an audit again, offline
  redraw <file> [--json] [--promise keeper|witness]
                                 重新演算公布的专家抽取，逐步说明；--promise 生成秘密数和承诺值
                                 do a published draw of experts again, step by step; --promise makes a promise for it
  import-log <log.xes|log.csv> --procedure <file.yaml> [--mapping <file.yaml>] [--json]
                                 把其他系统的日志与程序逐案比对：缺少、多出、超期及其条文
                                 lay another system’s log beside a procedure: what is missing, extra or late
  verify <bundle.zip> [--policy <file>] [--tsa-ca <pem>] [--files <folder>] [--suite sha256] [--at <day>] [--json] [--lang zh|en]
                                 离线核验证据包，说明证明了什么、由谁证明、没有证明什么；退出码 0 至 4 见 docs/verify.md
                                 check an evidence bundle offline: what is proven, by whom, and what is not (exit 0 to 4)
  verify --proof <file.tlog-proof> --record <file> [--policy <file>]
                                 核验一份回执：该记录在日志之中
                                 check one receipt: that the record is in the log
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
  export <case> --profile <profile> --purpose <text> --token-file <file> --out <file> [--format evidence]
                                 不经服务导出案件的证据包（先留痕），披露范围见 workflows/disclosure
                                 the evidence of a case, on record; what it discloses: workflows/disclosure
  export [<case>...] --format xes|ocel|ocel-sqlite|csv --out <file>
                                 把案件（不指定时为全部）导出为过程挖掘日志；人员只以代号出现
                                 cases, all when none is named, as a log for process mining; people by pseudonym
  replay <case|bundle.zip> [--under <procedure.yaml>] [--calendar <folder>] [--policy <file>] [--unverified] [--json]
                                 依记录所载规则重新作出每一步决定并比较；--under：换用另一版本会怎样
                                 decide every record of a case anew and compare; --under: what other rules would do
  conform <case|bundle.zip> [--as-of <day>] [--certificate] [--json]
                                 逐条对照所依版本的规则：符合、违反、豁免、不适用、无法判断
                                 hold a case against every rule of the version that it pins
  preflight [--mend]             以服务启动时的眼光检查设置和数据库；--mend 恢复角色和授权
                                 look at settings and database as a start does; --mend puts roles and rights back
  recover-access <person>        为无法登录的管理员发放新的激活码（原有凭据作废，留痕）
                                 a new activation code for an administrator who cannot sign in; voids his credentials
  sequence                       封存日志的独立进程：排定次序、签署检查点，直到被终止
                                 the process that seals the log: orders records and signs checkpoints until it is ended
  log keys                       输出日志的公钥，即可直接使用的信任策略文件
                                 print the log’s public keys as a trust policy
  log recover --reason <text>    数据库恢复到旧状态后重新接续日志（留痕；仅在确有缺失时可用）
                                 take the log up anew on a restored database, on record; only when something is missing
  witness key <name> --key <file>
                                 生成见证人的密钥 / make the key of a witness
  witness serve --key <file> --state <folder> --log-key <key>... [--host <address>] [--port <number>]
                                 见证服务：只会签与此前所见一致的检查点
                                 a witness: cosigns checkpoints that continue what it has seen, and no others
  witness answer <folder> [--to <folder>] --key <file> --state <folder> --log-key <key>...
                                 同上，经由文件（无网络时） / the same by files, where there is no network
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
