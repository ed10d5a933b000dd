import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Bundles the offline verifier by the words of package.json, to another place than the product's. */
export function bundledVerifier(outfile: string): void {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const words = (scripts['build:verifier'] as string).split(' ').slice(1);
  const args = words.map((word) => (word.startsWith('--outfile=') ? `--outfile=${outfile}` : word));
  const { status, stderr } = spawnSync('node_modules/.bin/esbuild', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
