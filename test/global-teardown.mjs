export default async function teardown() {
  await globalThis.duecourseTestServer?.stop();
}
