/** The regions of the Configuration API. Any other host is named by `configUrl`. */
export const regions: readonly string[] = ['us', 'eu', 'au', 'sa', 'cn', 'sg'];

/** Origin of the Configuration API of a region. */
export function configUrlOf(region: string): string {
  return `https://v1.api.${region}.janrain.com`;
}
