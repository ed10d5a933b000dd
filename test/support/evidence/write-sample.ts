import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rebuilt, sampleBundle } from './sample-bundle.js';
import { sampleLog } from './sample-log.js';

// Writes a sound bundle and the policy that it satisfies into a folder: something to try a verifier on.
const [folder = '.', records = '16'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const log = sampleLog({ records: Number(records) });
writeFileSync(join(folder, 'sample.zip'), rebuilt(sampleBundle(log)));
writeFileSync(join(folder, 'policy.txt'), log.policy);
