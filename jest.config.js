export default {
  // Modules of the service and of the packages are loaded once for each worker and not for each suite.
  testEnvironment: '<rootDir>/test/support/kept-environment.cjs',
  runtime: '<rootDir>/test/support/kept-runtime.cjs',
  roots: ['<rootDir>/test'],
  testRegex: '\\.spec\\.ts$',
  // Faults and browser have commands of their own: they need a build, and the second one a browser.
  // What is exhaustive (powers, gates, walks, mutations, broken databases) takes as long as everything else together: a
  // suite that has a sample here calls the same function as its whole in test/matrix, with another number.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/faults/',
    '<rootDir>/test/browser/',
    '<rootDir>/test/matrix/',
    '<rootDir>/test/foreign/',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/chance.ts'],
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
  reporters: process.env.JEST_TALLY ? ['default', '<rootDir>/.ci/tally.mjs'] : ['default'],
  // One worker for each core: Jest's default leaves one core idle, which on two cores is half the machine.
  maxWorkers: '100%',
  testTimeout: 30_000,
  workerIdleMemoryLimit: '1500MB',
  coverageProvider: 'v8',
};
