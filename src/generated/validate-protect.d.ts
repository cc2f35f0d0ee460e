// Generated from schemas/protect.schema.json by `npm run generate`. Do not edit.
import type { ProtectFile } from './protect-file.ts';

export type SchemaError = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
};

declare const validate: {
  (data: unknown): data is ProtectFile;
  errors?: readonly SchemaError[] | null;
};
export { validate };
