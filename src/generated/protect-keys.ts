// Generated from schemas/protect.schema.json by `npm run generate`. Do not edit.
type KeyShape = { readonly keys?: { readonly [key: string]: KeyShape }; readonly each?: KeyShape };

export const protectKeys: KeyShape = {
  "keys": {
    "version": {},
    "protect": {
      "each": {
        "keys": {
          "target": {},
          "reason": {}
        }
      }
    },
    "hosts": {
      "each": {}
    }
  }
};
