import { describe, expect, it } from '@jest/globals';
import type { Instant } from '../../../src/engine/clock/time.js';
import { SystemIds } from '../../../src/outside/crypto/ids.js';

const NOW = '2026-09-28T04:00:00.123Z' as Instant;
const EARLIER = '2026-09-28T03:00:00.000Z' as Instant;

describe('identifiers', () => {
  it('are UUIDs of version 7 that tell their instant', () => {
    const id = new SystemIds().uuid(NOW);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Date(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toISOString()).toBe(NOW);
  });

  it('ascend within a millisecond, when time stands still and when it goes back', () => {
    const ids = new SystemIds();
    const made = Array.from({ length: 10_000 }, (_, i) => ids.uuid(i % 3 === 0 ? EARLIER : NOW));
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('of streams are random, and salts are 32 bytes', () => {
    const ids = new SystemIds();
    expect(ids.randomUuid()).toMatch(/^[0-9a-f-]{14}4[0-9a-f]{3}-/);
    expect(ids.salt()).toMatch(/^[0-9a-f]{64}$/);
    expect(ids.salt()).not.toBe(ids.salt());
  });
});
