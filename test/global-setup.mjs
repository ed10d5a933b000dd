// One PostgreSQL for the whole run; a run of pure tests alone does without.
import './support/register-typescript.mjs';

const PURE = /(^|\/)test\/(engine|workflows|architecture|support)(\/|$)/;

export default async function setup(globalConfig) {
  const patterns = globalConfig.testPathPatterns?.patterns ?? [];
  if (patterns.length > 0 && patterns.every((pattern) => PURE.test(pattern))) return;
  const { startTestServer } = await import('./support/test-server.ts');
  const server = await startTestServer();
  process.env.DUECOURSE_TEST_SERVER = server.url;
  globalThis.duecourseTestServer = server;
}
