import { isJsonObject, type Json } from '../../leaf/json.ts';

/** HTTP statuses by which the service says that it is too much. */
export const limitStatuses: readonly number[] = [429, 510];

/** Whether a body is the registration API's way to say that too many calls run at once, whatever its status. */
export function isLimitError(body: Json): boolean {
  if (!isJsonObject(body) || body['stat'] !== 'error') return false;
  return body['code'] === 510 || body['error'] === 'api_limit_error';
}

/** The texts under `errors`, whichever of the shapes in use they come in. */
export function errorTexts(body: Json): readonly string[] {
  if (!isJsonObject(body)) return [];
  const errors = body['errors'];
  if (typeof errors === 'string') return [errors];
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.values(errors).filter((text) => typeof text === 'string');
}

export const applicationNotFound = 'Application ID not found.';
export const clientNotFound = 'Client ID not found.';
