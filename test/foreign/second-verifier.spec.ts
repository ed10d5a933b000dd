import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

describe('the second verifier, in Python', () => {
  it('passes its own tests: published vectors, odd bytes, time stamps of an authority of its own', () => {
    const words = ['-m', 'unittest', 'discover', '-s', '.', '-q'];
    const run = (): string =>
      execFileSync('python3', words, { cwd: 'test/foreign/verifier', encoding: 'utf8', stdio: 'pipe' });
    expect(run).not.toThrow();
  }, 120_000);
});
