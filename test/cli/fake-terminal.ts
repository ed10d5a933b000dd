import type { Terminal } from '../../src/cli/terminal.js';

/** A terminal that keeps what was printed and is fed from a text. */
export class FakeTerminal implements Terminal {
  readonly lines: string[] = [];
  readonly complaints: string[] = [];

  constructor(private readonly piped = '') {}

  out(line: string): void {
    this.lines.push(line);
  }

  err(line: string): void {
    this.complaints.push(line);
  }

  input(): Promise<string> {
    return Promise.resolve(this.piped);
  }

  get text(): string {
    return this.lines.join('\n');
  }
}
