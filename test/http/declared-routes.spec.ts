import { Controller, Get, Module, Post } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { createHttpApplication } from '../../src/http/http-application.js';
import { describeInterface } from '../../src/http/openapi/describe-interface.js';
import { INTERFACE_VERSION } from '../../src/http/openapi/interface-version.js';
import { Requires } from '../../src/http/powers/requirement.js';

@Controller('leaks')
class LeakyController {
  @Get()
  @Requires('public')
  declared(): string {
    return 'known';
  }

  @Get('bare')
  bare(): string {
    return 'everything';
  }

  @Post('also-bare')
  alsoBare(): string {
    return 'everything';
  }
}

@Module({ controllers: [LeakyController] })
class LeakyModule {}

describe('the power that a route requires', () => {
  it('is declared by every route, or the service does not start and names those that do not', async () => {
    const options = { bodyLimit: 1_000, trustedProxies: [], logger: false as const };
    const start = createHttpApplication(LeakyModule, undefined as never, options);
    await expect(start).rejects.toThrow(
      'routes without a declared power: LeakyController.bare, LeakyController.alsoBare',
    );
  });

  it('stands in the interface document', async () => {
    const { paths } = JSON.parse(await describeInterface(INTERFACE_VERSION)) as {
      paths: Record<string, Record<string, { 'x-power'?: string }>>;
    };
    const powers = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => [`${method} ${path}`, operation['x-power']]),
    );
    expect(powers.filter(([, power]) => power === undefined)).toEqual([]);
    expect(Object.fromEntries(powers)).toMatchObject({
      'get /v1/cases': 'readCase',
      'post /v1/cases': 'openCase',
      'get /v1/cases/{id}': 'readCase',
      'get /v1/cases/{id}/acts': 'readCase',
      'post /v1/cases/{id}/acts/{act}': 'performAct',
      'post /v1/cases/{id}/acts/{act}/preflight': 'readCase',
      'get /v1/cases/{id}/blocking': 'readCase',
      'get /v1/cases/{id}/forecast': 'readCase',
      'get /v1/cases/{id}/clocks': 'readCase',
      'get /v1/cases/{id}/clocks/{clock}': 'readCase',
      'get /v1/cases/{id}/records': 'readCase',
      'post /v1/cases/{id}/unmaskings': 'readPersonal',
      'get /v1/tasks': 'holdTask',
      'get /v1/streams': 'readLedger',
      'get /v1/streams/{id}/records': 'readLedger',
      'get /v1/streams/{id}/records/{sequence}': 'readLedger',
      'post /v1/simulation/advances': 'advanceClock',
      'get /v1/me': 'signedIn',
      'get /v1/procedures': 'public',
    });
  });
});
