import type { Scanner } from '../../usecases/materials/material-ports.js';
import { clamd, noScanner } from './clamd.js';

/** The scanner that the setting names: `none`, `elsewhere`, `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. */
export function openScanner(setting: string): Scanner {
  if (setting === 'none' || setting === 'elsewhere') return noScanner;
  const { protocol, hostname, port, pathname } = new URL(setting);
  return protocol === 'unix:'
    ? clamd({ path: pathname })
    : clamd({ host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) });
}
