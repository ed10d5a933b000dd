import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchService, readTokens, type RunningService } from '../../src/cli/running-service.js';
import { startChromium } from './chromium.js';

const START_MS = 120_000;
const STEP_MS = 60_000;

describe('the interface description in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-browser-'));
  const complaints: string[] = [];
  const strangers: string[] = [];
  let service: RunningService;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    // First: where there is no browser, no service is left running.
    browser = await startChromium();
    service = await launchService('dist/main.js', folder).ready;
    page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(service.url) && !url.startsWith('data:')) strangers.push(url);
    });
  }, START_MS);

  afterAll(async () => {
    await browser.close();
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'shows every group of requests, from this machine alone',
    async () => {
      await page.goto(`${service.url}/docs`);
      await page.getByText('deadline-calculations', { exact: false }).first().waitFor();
      const groups = await page.locator('.opblock-tag-section').count();
      expect(groups).toBeGreaterThanOrEqual(8);
      expect(await page.title()).toContain('正程');
      expect(strangers).toEqual([]);
      expect(complaints).toEqual([]);
    },
    STEP_MS,
  );

  it(
    'tries out a deadline calculation without a token',
    async () => {
      await page.locator('.opblock-tag', { hasText: 'deadline-calculations' }).click();
      const request = page.locator('.opblock', { hasText: '/v1/deadline-calculations' }).first();
      await request.locator('.opblock-summary').click();
      await request.getByRole('button', { name: 'Try it out' }).click();
      await request.locator('textarea').fill('{"start":"2026-09-24","term":{"n":5,"unit":"workingDay"}}');
      await request.getByRole('button', { name: 'Execute' }).click();
      const answer = request.locator('.live-responses-table tbody').first();
      await answer.getByText('2026-10-09').first().waitFor();
      expect(await answer.textContent()).toContain('国办发明电〔2025〕7号');
      expect(complaints).toEqual([]);
    },
    STEP_MS,
  );

  it(
    'reads as a signed-in person after Authorize',
    async () => {
      const token = readTokens(folder).find(({ person }) => person === 'o-101')?.token ?? '';
      await page.locator('.btn.authorize').first().click();
      await page.locator('.auth-container input').first().fill(token);
      await page.locator('.auth-btn-wrapper .authorize').first().click();
      await page.locator('.auth-btn-wrapper .btn-done').first().click();
      await page.locator('.opblock-tag[data-tag^="me "]').click();
      const request = page.locator('.opblock', { hasText: '/v1/me' }).first();
      await request.locator('.opblock-summary').click();
      await request.getByRole('button', { name: 'Try it out' }).click();
      await request.getByRole('button', { name: 'Execute' }).click();
      const answer = request.locator('.live-responses-table tbody').first();
      await answer.getByText('张敏').first().waitFor();
      expect(await answer.textContent()).toContain('window');
    },
    STEP_MS,
  );

  it(
    'shows the health of the service as plain JSON',
    async () => {
      const response = await page.goto(`${service.url}/health/ready`);
      expect(response?.status()).toBe(200);
      expect(await page.locator('body').textContent()).toContain('"status":"ready"');
    },
    STEP_MS,
  );
});
