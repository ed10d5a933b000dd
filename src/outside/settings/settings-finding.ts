import type { Settings } from './settings.js';

/** Settings that are each possible, but unsafe together or on this machine. */
export interface SettingsFinding {
  /** The key at fault, such as `http.publicUrl`, or a file. */
  readonly place: string;
  readonly zh: string;
  readonly en: string;
}

/** Short for a finding. */
export const finding = (place: string, zh: string, en: string): SettingsFinding => ({ place, zh, en });

/** This machine itself: what is sent there is seen by nobody else. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
}

/** Whether people elsewhere use it: it listens to the network, or a proxy does so for it. */
export function isReached({ http }: Settings): boolean {
  return !isThisMachine(http.host) || (http.publicUrl?.startsWith('https:') ?? false);
}
