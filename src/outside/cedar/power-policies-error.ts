/** A policy set that cannot be used; the sentence names the file, the policy and what is wrong. */
export class PowerPoliciesError extends Error {
  override readonly name = 'PowerPoliciesError';
}
