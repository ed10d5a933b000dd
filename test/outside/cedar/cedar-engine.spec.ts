import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

// The compiled caller of Cedar is thrown back to the interpreter while Cedar reads the question: what V8 does by itself
// now and then under load. Without the flag that cedar-engine.ts sets, Node 20 dies here of a fatal error.
const DEOPTIMISED_IN_A_CALL = `
  const { preparsePolicySet, statefulIsAuthorized } = await import('./src/outside/cedar/cedar-engine.ts');
  preparsePolicySet('set', { staticPolicies: { all: 'permit (principal, action, resource);' } });
  const call = {
    principal: { type: 'Person', id: 'x' },
    action: { type: 'Action', id: 'a' },
    resource: { type: 'Case', id: 'c' },
    context: {},
    entities: [],
    preparsedPolicySetId: 'set',
    validateRequest: false,
  };
  %PrepareFunctionForOptimization(statefulIsAuthorized);
  for (let n = 0; n < 200; n++) statefulIsAuthorized(call);
  %OptimizeFunctionOnNextCall(statefulIsAuthorized);
  statefulIsAuthorized(call);
  const answer = statefulIsAuthorized({
    ...call,
    get context() {
      %DeoptimizeFunction(statefulIsAuthorized);
      return {};
    },
  });
  process.stdout.write(answer.response.decision);
`;

describe('Cedar in this process', () => {
  it('survives when V8 gives up the compiled caller in the middle of a call', () => {
    const flags = [
      '--allow-natives-syntax',
      '--no-warnings',
      '--import',
      './test/support/register-typescript.mjs',
    ];
    const said = execFileSync(
      process.execPath,
      [...flags, '--input-type=module', '--eval', DEOPTIMISED_IN_A_CALL],
      { encoding: 'utf8' },
    );
    expect(said).toBe('allow');
  }, 30_000);
});
