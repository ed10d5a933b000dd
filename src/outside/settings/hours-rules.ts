import { finding, type SettingsFinding } from './settings-finding.js';
import type { Settings } from './settings.js';

/** Hours in which nobody works, or which pass midnight: nothing would ever be delivered, or at night. */
export function contradictoryHours({ workingHours: { from, to } }: Settings): SettingsFinding[] {
  if (from < to) return [];
  return [
    finding(
      'workingHours.to',
      `不晚于 workingHours.from（${from}）`,
      `is not later than workingHours.from ${from}`,
    ),
  ];
}
