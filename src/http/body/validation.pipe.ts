import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { invalidRequest } from '../problems/problem.js';
import { textFault } from './clean-text.js';
import { validationProblem } from './validation-problem.js';

/** Parses bodies and queries into their DTO: unknown fields refused, nothing converted silently. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  /** @throws Problem `invalid-request` naming every wrong place. */
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    if (type === 'custom' || !metatype || metatype === String || metatype === Object) return value;
    const where = type === 'query' ? 'query' : type === 'param' ? 'path' : 'body';
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalidRequest(where === 'body' ? '/' : where, '应为 JSON 对象', 'must be a JSON object');
    }
    if (where !== 'body') refuseDirtyText(value, where);
    const dto = plainToInstance(metatype, value) as object;
    const errors = await validate(dto, {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
    });
    if (errors.length > 0) throw validationProblem(errors, where);
    return dto;
  }
}

function refuseDirtyText(value: object, where: string): void {
  for (const [name, text] of Object.entries(value)) {
    const wrong = typeof text === 'string' ? textFault(text) : undefined;
    if (wrong) throw invalidRequest(`${where}:${name}`, wrong.zh, wrong.en);
  }
}
