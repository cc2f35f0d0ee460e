// Generated from schemas/config.schema.json by `npm run generate`. Do not edit.
type KeyShape = { readonly keys?: { readonly [key: string]: KeyShape }; readonly each?: KeyShape };

export const configKeys: KeyShape = {
  "keys": {
    "version": {},
    "extends": {
      "each": {}
    },
    "application": {
      "keys": {
        "id": {},
        "region": {},
        "configUrl": {},
        "captureUrl": {}
      }
    },
    "credentials": {
      "keys": {
        "clientId": {},
        "clientSecret": {}
      }
    },
    "auth": {},
    "unmentioned": {},
    "writes": {},
    "baseline": {},
    "settings": {
      "each": {}
    },
    "custom": {
      "each": {}
    },
    "absent": {
      "keys": {
        "settings": {
          "each": {
            "keys": {
              "key": {},
              "reason": {},
              "until": {}
            }
          }
        },
        "custom": {
          "each": {
            "keys": {
              "key": {},
              "reason": {},
              "until": {}
            }
          }
        }
      }
    },
    "clients": {
      "each": {
        "keys": {
          "id": {},
          "find": {
            "keys": {
              "name": {}
            }
          },
          "unmentioned": {},
          "features": {
            "each": {}
          },
          "settings": {
            "each": {}
          },
          "custom": {
            "each": {}
          },
          "absent": {
            "keys": {
              "settings": {
                "each": {
                  "keys": {
                    "key": {},
                    "reason": {},
                    "until": {}
                  }
                }
              },
              "custom": {
                "each": {
                  "keys": {
                    "key": {},
                    "reason": {},
                    "until": {}
                  }
                }
              }
            }
          }
        }
      }
    },
    "ignore": {
      "each": {}
    },
    "sensitive": {
      "each": {}
    },
    "public": {
      "each": {}
    },
    "drop": {
      "each": {}
    },
    "expected": {
      "each": {}
    },
    "accept": {
      "each": {
        "keys": {
          "target": {},
          "live": {},
          "until": {},
          "reason": {}
        }
      }
    },
    "guards": {
      "keys": {
        "removals": {
          "keys": {
            "max": {},
            "percent": {}
          }
        },
        "updates": {
          "keys": {
            "max": {},
            "percent": {}
          }
        },
        "minimumOwners": {}
      }
    },
    "allow": {
      "each": {
        "keys": {
          "guard": {},
          "target": {},
          "live": {},
          "until": {},
          "reason": {}
        }
      }
    }
  }
};
