// Generated from schemas/snapshot.schema.json by `npm run generate`. Do not edit.

export type SchemaError = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
};

declare const validate: {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
};
export { validate };
