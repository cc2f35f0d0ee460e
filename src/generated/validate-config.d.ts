// Generated from schemas/config.schema.json by `npm run generate`. Do not edit.
import type { ConfigFile } from './config-file.ts';

export type SchemaError = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
};

declare const validate: {
  (data: unknown): data is ConfigFile;
  errors?: readonly SchemaError[] | null;
};
export { validate };
