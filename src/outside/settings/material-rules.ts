import { finding, isReached, isThisMachine, type SettingsFinding } from './settings-finding.js';
import type { Settings } from './settings.js';

/** What contradicts itself in any installation. */
export function contradictoryMaterials({ materials }: Settings): SettingsFinding[] {
  const { store, bucket, kinds, fileBytes, caseBytes } = materials;
  const findings: SettingsFinding[] = [];
  if (store === 's3' && bucket === null) {
    findings.push(
      finding('materials.bucket', 'store 为 s3 时须写明存储桶', 'store s3 needs the name of a bucket'),
    );
  }
  if (kinds.length === 0) {
    findings.push(finding('materials.kinds', '没有任何一类文件可以提交', 'no file could ever be filed'));
  }
  if (fileBytes > caseBytes) {
    findings.push(
      finding(
        'materials.fileBytes',
        `大于 materials.caseBytes（${caseBytes}）`,
        `is more than materials.caseBytes ${caseBytes}`,
      ),
    );
  }
  return findings;
}

/** What a real installation must not do with what strangers send. */
export function unsafeMaterials(settings: Settings): SettingsFinding[] {
  const { scanner } = settings.materials;
  if (scanner === 'none' && isReached(settings)) {
    return [
      finding(
        'materials.scanner',
        '来自网络的文件未经扫描：请写明 clamd 的地址；由其他方式扫描的，写 elsewhere',
        'files from the network are not scanned: name clamd, or write elsewhere when something else scans them',
      ),
    ];
  }
  const host = scanner.startsWith('tcp:') ? new URL(scanner).hostname : undefined;
  if (host === undefined || isThisMachine(host)) return [];
  return [
    finding(
      'materials.scanner',
      `材料以明文发往 ${host}：请使用本机的 clamd 或者加密隧道`,
      `materials go to ${host} in the clear: use clamd on this machine, or an encrypted tunnel`,
    ),
  ];
}
