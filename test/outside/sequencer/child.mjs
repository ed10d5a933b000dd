// Stands for `duecourse sequence`: leaves a file with its pid where DATABASE_URL points, and ends as the real one does.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.DATABASE_URL;
const say = (name, text) => {
  writeFileSync(join(folder, `${name}.part`), text);
  renameSync(join(folder, `${name}.part`), join(folder, name));
};
if (folder.endsWith('dying')) process.exit(3);
const end = (why) => () => {
  say(`${process.pid}.ended`, why);
  process.exit(0);
};
process.once('SIGTERM', end('told'));
process.once('disconnect', end('alone'));
say(`${process.pid}.started`, process.argv.slice(2).join(' '));
