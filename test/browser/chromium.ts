import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// As root in a container there is no sandbox; and the browser must not call home.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The machine's own Chromium (`CHROMIUM` names another place). @throws Error in words when there is none */
export function startChromium(): Promise<Browser> {
  const executablePath = [process.env['CHROMIUM'] ?? '', ...PLACES].find(
    (place) => place !== '' && existsSync(place),
  );
  if (executablePath === undefined)
    throw new Error(`no Chromium in ${PLACES.join(', ')}: install the package chromium`);
  return chromium.launch({ executablePath, args: FLAGS });
}
