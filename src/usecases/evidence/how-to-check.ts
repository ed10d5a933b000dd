/** What the bundle says of itself to whoever opens it. No evidence: the checks do not rest on it. */
export const HOW_TO_CHECK = `证据包（格式 duecourse-evidence/1）· evidence bundle

核验 To check it:
  node duecourse-verify.mjs <bundle.zip> --policy <policy.txt>

policy.txt 须从签名的台账、见证方等处另行取得，不能取自本包或者交付本包的人。
Get policy.txt from the log's and the witnesses' publications, never from this bundle or from whoever handed it over.

手工核对：manifest-sha256.txt 可用 sha256sum --check 核对（在 evidence 文件夹内执行）。
By hand: run "sha256sum --check manifest-sha256.txt" in the folder evidence.

本文件夹（data/report）仅供阅读，不是证据。
This folder (data/report) is for reading only and is no evidence.
`;
