// Generated from schemas/snapshot.schema.json by `npm run generate`. Do not edit.
var validate = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://capstan.invalid/schemas/snapshot.schema.json", "type": "object", "additionalProperties": false, "required": ["kind", "formatVersion", "tool", "application", "readAt", "redacted", "options", "global", "clients"], "properties": { "kind": { "const": "capstan-snapshot" }, "formatVersion": { "const": 1 }, "tool": { "type": "object", "additionalProperties": false, "required": ["name", "version"], "properties": { "name": { "type": "string" }, "version": { "type": "string" } } }, "application": { "type": "object", "additionalProperties": false, "required": ["id", "region"], "properties": { "id": { "type": "string", "pattern": "[\\s\\S]" }, "region": { "anyOf": [{ "type": "string" }, { "type": "null" }] } } }, "readAt": { "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$" }, "redacted": { "type": "array", "items": { "type": "string" } }, "options": { "anyOf": [{ "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["name", "type", "globalOnly", "group", "values"], "properties": { "name": { "type": "string" }, "type": { "enum": ["string", "boolean", "integer", "json", null] }, "globalOnly": { "type": "boolean" }, "group": { "anyOf": [{ "type": "string" }, { "type": "null" }] }, "values": { "type": "array" } } } }, { "type": "null" }] }, "global": { "$ref": "#/$defs/scope" }, "clients": { "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["id", "name", "features", "ipWhitelist", "unknownNames", "scope"], "properties": { "id": { "type": "string", "pattern": "[\\s\\S]" }, "name": { "type": "string" }, "features": { "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "null" }] }, "ipWhitelist": { "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "null" }] }, "unknownNames": { "type": "array", "items": { "type": "string" } }, "scope": { "$ref": "#/$defs/scope" } } } } }, "$defs": { "section": { "type": "object", "additionalProperties": false, "required": ["values", "hidden", "inexact"], "properties": { "values": { "type": "object" }, "hidden": { "type": "object", "additionalProperties": { "type": "string", "pattern": "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$" } }, "looks": { "type": "array", "items": { "type": "string" } }, "inexact": { "type": "array", "items": { "type": "string" } } } }, "scope": { "type": "object", "additionalProperties": false, "required": ["settings", "custom"], "properties": { "settings": { "$ref": "#/$defs/section" }, "custom": { "$ref": "#/$defs/section" } } } } };
var func0 = Object.prototype.hasOwnProperty;
var pattern4 = new RegExp("[\\s\\S]", "u");
var pattern5 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$", "u");
var pattern6 = new RegExp("^hmac:[0-9a-f]{8}:[0-9a-f]{16}$", "u");
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate21.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.settings === void 0 || !func0.call(data, "settings")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "settings" }, message: "must have required property 'settings'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.custom === void 0 || !func0.call(data, "custom")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "custom" }, message: "must have required property 'custom'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "settings" || key0 === "custom")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.settings !== void 0 && func0.call(data, "settings")) {
      let data0 = data.settings;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        if (data0.values === void 0 || !func0.call(data0, "values")) {
          const err3 = { instancePath: instancePath + "/settings", schemaPath: "#/$defs/section/required", keyword: "required", params: { missingProperty: "values" }, message: "must have required property 'values'" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        if (data0.hidden === void 0 || !func0.call(data0, "hidden")) {
          const err4 = { instancePath: instancePath + "/settings", schemaPath: "#/$defs/section/required", keyword: "required", params: { missingProperty: "hidden" }, message: "must have required property 'hidden'" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (data0.inexact === void 0 || !func0.call(data0, "inexact")) {
          const err5 = { instancePath: instancePath + "/settings", schemaPath: "#/$defs/section/required", keyword: "required", params: { missingProperty: "inexact" }, message: "must have required property 'inexact'" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        for (const key1 of Object.keys(data0)) {
          if (!(key1 === "values" || key1 === "hidden" || key1 === "looks" || key1 === "inexact")) {
            const err6 = { instancePath: instancePath + "/settings", schemaPath: "#/$defs/section/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        }
        if (data0.values !== void 0 && func0.call(data0, "values")) {
          let data1 = data0.values;
          if (!(data1 && typeof data1 == "object" && !Array.isArray(data1))) {
            const err7 = { instancePath: instancePath + "/settings/values", schemaPath: "#/$defs/section/properties/values/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
        if (data0.hidden !== void 0 && func0.call(data0, "hidden")) {
          let data2 = data0.hidden;
          if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
            for (const key2 of Object.keys(data2)) {
              let data3 = data2[key2];
              if (typeof data3 === "string") {
                if (!pattern6.test(data3)) {
                  const err8 = { instancePath: instancePath + "/settings/hidden/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/section/properties/hidden/additionalProperties/pattern", keyword: "pattern", params: { pattern: "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$" }, message: 'must match pattern "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$"' };
                  if (vErrors === null) {
                    vErrors = [err8];
                  } else {
                    vErrors.push(err8);
                  }
                  errors++;
                }
              } else {
                const err9 = { instancePath: instancePath + "/settings/hidden/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/section/properties/hidden/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err9];
                } else {
                  vErrors.push(err9);
                }
                errors++;
              }
            }
          } else {
            const err10 = { instancePath: instancePath + "/settings/hidden", schemaPath: "#/$defs/section/properties/hidden/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
        if (data0.looks !== void 0 && func0.call(data0, "looks")) {
          let data4 = data0.looks;
          if (Array.isArray(data4)) {
            const len0 = data4.length;
            for (let i0 = 0; i0 < len0; i0++) {
              if (typeof data4[i0] !== "string") {
                const err11 = { instancePath: instancePath + "/settings/looks/" + i0, schemaPath: "#/$defs/section/properties/looks/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              }
            }
          } else {
            const err12 = { instancePath: instancePath + "/settings/looks", schemaPath: "#/$defs/section/properties/looks/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
        if (data0.inexact !== void 0 && func0.call(data0, "inexact")) {
          let data6 = data0.inexact;
          if (Array.isArray(data6)) {
            const len1 = data6.length;
            for (let i1 = 0; i1 < len1; i1++) {
              if (typeof data6[i1] !== "string") {
                const err13 = { instancePath: instancePath + "/settings/inexact/" + i1, schemaPath: "#/$defs/section/properties/inexact/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  vErrors.push(err13);
                }
                errors++;
              }
            }
          } else {
            const err14 = { instancePath: instancePath + "/settings/inexact", schemaPath: "#/$defs/section/properties/inexact/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
      } else {
        const err15 = { instancePath: instancePath + "/settings", schemaPath: "#/$defs/section/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.custom !== void 0 && func0.call(data, "custom")) {
      let data8 = data.custom;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        if (data8.values === void 0 || !func0.call(data8, "values")) {
          const err16 = { instancePath: instancePath + "/custom", schemaPath: "#/$defs/section/required", keyword: "required", params: { missingProperty: "values" }, message: "must have required property 'values'" };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
        if (data8.hidden === void 0 || !func0.call(data8, "hidden")) {
          const err17 = { instancePath: instancePath + "/custom", schemaPath: "#/$defs/section/required", keyword: "required", params: { missingProperty: "hidden" }, message: "must have required property 'hidden'" };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
        if (data8.inexact === void 0 || !func0.call(data8, "inexact")) {
          const err18 = { instancePath: instancePath + "/custom", schemaPath: "#/$defs/section/required", keyword: "required", params: { missingProperty: "inexact" }, message: "must have required property 'inexact'" };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        for (const key3 of Object.keys(data8)) {
          if (!(key3 === "values" || key3 === "hidden" || key3 === "looks" || key3 === "inexact")) {
            const err19 = { instancePath: instancePath + "/custom", schemaPath: "#/$defs/section/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
        if (data8.values !== void 0 && func0.call(data8, "values")) {
          let data9 = data8.values;
          if (!(data9 && typeof data9 == "object" && !Array.isArray(data9))) {
            const err20 = { instancePath: instancePath + "/custom/values", schemaPath: "#/$defs/section/properties/values/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data8.hidden !== void 0 && func0.call(data8, "hidden")) {
          let data10 = data8.hidden;
          if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
            for (const key4 of Object.keys(data10)) {
              let data11 = data10[key4];
              if (typeof data11 === "string") {
                if (!pattern6.test(data11)) {
                  const err21 = { instancePath: instancePath + "/custom/hidden/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/section/properties/hidden/additionalProperties/pattern", keyword: "pattern", params: { pattern: "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$" }, message: 'must match pattern "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$"' };
                  if (vErrors === null) {
                    vErrors = [err21];
                  } else {
                    vErrors.push(err21);
                  }
                  errors++;
                }
              } else {
                const err22 = { instancePath: instancePath + "/custom/hidden/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/section/properties/hidden/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
          } else {
            const err23 = { instancePath: instancePath + "/custom/hidden", schemaPath: "#/$defs/section/properties/hidden/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
        if (data8.looks !== void 0 && func0.call(data8, "looks")) {
          let data12 = data8.looks;
          if (Array.isArray(data12)) {
            const len2 = data12.length;
            for (let i2 = 0; i2 < len2; i2++) {
              if (typeof data12[i2] !== "string") {
                const err24 = { instancePath: instancePath + "/custom/looks/" + i2, schemaPath: "#/$defs/section/properties/looks/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
            }
          } else {
            const err25 = { instancePath: instancePath + "/custom/looks", schemaPath: "#/$defs/section/properties/looks/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
        }
        if (data8.inexact !== void 0 && func0.call(data8, "inexact")) {
          let data14 = data8.inexact;
          if (Array.isArray(data14)) {
            const len3 = data14.length;
            for (let i3 = 0; i3 < len3; i3++) {
              if (typeof data14[i3] !== "string") {
                const err26 = { instancePath: instancePath + "/custom/inexact/" + i3, schemaPath: "#/$defs/section/properties/inexact/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
            }
          } else {
            const err27 = { instancePath: instancePath + "/custom/inexact", schemaPath: "#/$defs/section/properties/inexact/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              vErrors.push(err27);
            }
            errors++;
          }
        }
      } else {
        const err28 = { instancePath: instancePath + "/custom", schemaPath: "#/$defs/section/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
  } else {
    const err29 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err29];
    } else {
      vErrors.push(err29);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate20.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.kind === void 0 || !func0.call(data, "kind")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "kind" }, message: "must have required property 'kind'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.formatVersion === void 0 || !func0.call(data, "formatVersion")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "formatVersion" }, message: "must have required property 'formatVersion'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.tool === void 0 || !func0.call(data, "tool")) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "tool" }, message: "must have required property 'tool'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.application === void 0 || !func0.call(data, "application")) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "application" }, message: "must have required property 'application'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.readAt === void 0 || !func0.call(data, "readAt")) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "readAt" }, message: "must have required property 'readAt'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.redacted === void 0 || !func0.call(data, "redacted")) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "redacted" }, message: "must have required property 'redacted'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.options === void 0 || !func0.call(data, "options")) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "options" }, message: "must have required property 'options'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.global === void 0 || !func0.call(data, "global")) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "global" }, message: "must have required property 'global'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.clients === void 0 || !func0.call(data, "clients")) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "clients" }, message: "must have required property 'clients'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!func0.call(schema31.properties, key0)) {
        const err9 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.kind !== void 0 && func0.call(data, "kind")) {
      if ("capstan-snapshot" !== data.kind) {
        const err10 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/const", keyword: "const", params: { allowedValue: "capstan-snapshot" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.formatVersion !== void 0 && func0.call(data, "formatVersion")) {
      if (1 !== data.formatVersion) {
        const err11 = { instancePath: instancePath + "/formatVersion", schemaPath: "#/properties/formatVersion/const", keyword: "const", params: { allowedValue: 1 }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.tool !== void 0 && func0.call(data, "tool")) {
      let data2 = data.tool;
      if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
        if (data2.name === void 0 || !func0.call(data2, "name")) {
          const err12 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'" };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
        if (data2.version === void 0 || !func0.call(data2, "version")) {
          const err13 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/required", keyword: "required", params: { missingProperty: "version" }, message: "must have required property 'version'" };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
        for (const key1 of Object.keys(data2)) {
          if (!(key1 === "name" || key1 === "version")) {
            const err14 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        if (data2.name !== void 0 && func0.call(data2, "name")) {
          if (typeof data2.name !== "string") {
            const err15 = { instancePath: instancePath + "/tool/name", schemaPath: "#/properties/tool/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
        if (data2.version !== void 0 && func0.call(data2, "version")) {
          if (typeof data2.version !== "string") {
            const err16 = { instancePath: instancePath + "/tool/version", schemaPath: "#/properties/tool/properties/version/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
      } else {
        const err17 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.application !== void 0 && func0.call(data, "application")) {
      let data5 = data.application;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        if (data5.id === void 0 || !func0.call(data5, "id")) {
          const err18 = { instancePath: instancePath + "/application", schemaPath: "#/properties/application/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        if (data5.region === void 0 || !func0.call(data5, "region")) {
          const err19 = { instancePath: instancePath + "/application", schemaPath: "#/properties/application/required", keyword: "required", params: { missingProperty: "region" }, message: "must have required property 'region'" };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
        for (const key2 of Object.keys(data5)) {
          if (!(key2 === "id" || key2 === "region")) {
            const err20 = { instancePath: instancePath + "/application", schemaPath: "#/properties/application/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data5.id !== void 0 && func0.call(data5, "id")) {
          let data6 = data5.id;
          if (typeof data6 === "string") {
            if (!pattern4.test(data6)) {
              const err21 = { instancePath: instancePath + "/application/id", schemaPath: "#/properties/application/properties/id/pattern", keyword: "pattern", params: { pattern: "[\\s\\S]" }, message: 'must match pattern "[\\s\\S]"' };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
          } else {
            const err22 = { instancePath: instancePath + "/application/id", schemaPath: "#/properties/application/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        if (data5.region !== void 0 && func0.call(data5, "region")) {
          let data7 = data5.region;
          const _errs17 = errors;
          let valid3 = false;
          const _errs18 = errors;
          if (typeof data7 !== "string") {
            const err23 = { instancePath: instancePath + "/application/region", schemaPath: "#/properties/application/properties/region/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
          var _valid0 = _errs18 === errors;
          valid3 = valid3 || _valid0;
          const _errs20 = errors;
          if (data7 !== null) {
            const err24 = { instancePath: instancePath + "/application/region", schemaPath: "#/properties/application/properties/region/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
          var _valid0 = _errs20 === errors;
          valid3 = valid3 || _valid0;
          if (!valid3) {
            const err25 = { instancePath: instancePath + "/application/region", schemaPath: "#/properties/application/properties/region/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          } else {
            errors = _errs17;
            if (vErrors !== null) {
              if (_errs17) {
                vErrors.length = _errs17;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err26 = { instancePath: instancePath + "/application", schemaPath: "#/properties/application/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
    if (data.readAt !== void 0 && func0.call(data, "readAt")) {
      let data8 = data.readAt;
      if (typeof data8 === "string") {
        if (!pattern5.test(data8)) {
          const err27 = { instancePath: instancePath + "/readAt", schemaPath: "#/properties/readAt/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$" }, message: 'must match pattern "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"' };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
      } else {
        const err28 = { instancePath: instancePath + "/readAt", schemaPath: "#/properties/readAt/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.redacted !== void 0 && func0.call(data, "redacted")) {
      let data9 = data.redacted;
      if (Array.isArray(data9)) {
        const len0 = data9.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data9[i0] !== "string") {
            const err29 = { instancePath: instancePath + "/redacted/" + i0, schemaPath: "#/properties/redacted/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
      } else {
        const err30 = { instancePath: instancePath + "/redacted", schemaPath: "#/properties/redacted/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    }
    if (data.options !== void 0 && func0.call(data, "options")) {
      let data11 = data.options;
      const _errs29 = errors;
      let valid6 = false;
      const _errs30 = errors;
      if (Array.isArray(data11)) {
        const len1 = data11.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data12 = data11[i1];
          if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
            if (data12.name === void 0 || !func0.call(data12, "name")) {
              const err31 = { instancePath: instancePath + "/options/" + i1, schemaPath: "#/properties/options/anyOf/0/items/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'" };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
            if (data12.type === void 0 || !func0.call(data12, "type")) {
              const err32 = { instancePath: instancePath + "/options/" + i1, schemaPath: "#/properties/options/anyOf/0/items/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'" };
              if (vErrors === null) {
                vErrors = [err32];
              } else {
                vErrors.push(err32);
              }
              errors++;
            }
            if (data12.globalOnly === void 0 || !func0.call(data12, "globalOnly")) {
              const err33 = { instancePath: instancePath + "/options/" + i1, schemaPath: "#/properties/options/anyOf/0/items/required", keyword: "required", params: { missingProperty: "globalOnly" }, message: "must have required property 'globalOnly'" };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
            if (data12.group === void 0 || !func0.call(data12, "group")) {
              const err34 = { instancePath: instancePath + "/options/" + i1, schemaPath: "#/properties/options/anyOf/0/items/required", keyword: "required", params: { missingProperty: "group" }, message: "must have required property 'group'" };
              if (vErrors === null) {
                vErrors = [err34];
              } else {
                vErrors.push(err34);
              }
              errors++;
            }
            if (data12.values === void 0 || !func0.call(data12, "values")) {
              const err35 = { instancePath: instancePath + "/options/" + i1, schemaPath: "#/properties/options/anyOf/0/items/required", keyword: "required", params: { missingProperty: "values" }, message: "must have required property 'values'" };
              if (vErrors === null) {
                vErrors = [err35];
              } else {
                vErrors.push(err35);
              }
              errors++;
            }
            for (const key3 of Object.keys(data12)) {
              if (!(key3 === "name" || key3 === "type" || key3 === "globalOnly" || key3 === "group" || key3 === "values")) {
                const err36 = { instancePath: instancePath + "/options/" + i1, schemaPath: "#/properties/options/anyOf/0/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err36];
                } else {
                  vErrors.push(err36);
                }
                errors++;
              }
            }
            if (data12.name !== void 0 && func0.call(data12, "name")) {
              if (typeof data12.name !== "string") {
                const err37 = { instancePath: instancePath + "/options/" + i1 + "/name", schemaPath: "#/properties/options/anyOf/0/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err37];
                } else {
                  vErrors.push(err37);
                }
                errors++;
              }
            }
            if (data12.type !== void 0 && func0.call(data12, "type")) {
              let data14 = data12.type;
              if (!(data14 === "string" || data14 === "boolean" || data14 === "integer" || data14 === "json" || data14 === null)) {
                const err38 = { instancePath: instancePath + "/options/" + i1 + "/type", schemaPath: "#/properties/options/anyOf/0/items/properties/type/enum", keyword: "enum", params: { allowedValues: schema31.properties.options.anyOf[0].items.properties.type.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
            if (data12.globalOnly !== void 0 && func0.call(data12, "globalOnly")) {
              if (typeof data12.globalOnly !== "boolean") {
                const err39 = { instancePath: instancePath + "/options/" + i1 + "/globalOnly", schemaPath: "#/properties/options/anyOf/0/items/properties/globalOnly/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
            }
            if (data12.group !== void 0 && func0.call(data12, "group")) {
              let data16 = data12.group;
              const _errs41 = errors;
              let valid10 = false;
              const _errs42 = errors;
              if (typeof data16 !== "string") {
                const err40 = { instancePath: instancePath + "/options/" + i1 + "/group", schemaPath: "#/properties/options/anyOf/0/items/properties/group/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err40];
                } else {
                  vErrors.push(err40);
                }
                errors++;
              }
              var _valid2 = _errs42 === errors;
              valid10 = valid10 || _valid2;
              const _errs44 = errors;
              if (data16 !== null) {
                const err41 = { instancePath: instancePath + "/options/" + i1 + "/group", schemaPath: "#/properties/options/anyOf/0/items/properties/group/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                if (vErrors === null) {
                  vErrors = [err41];
                } else {
                  vErrors.push(err41);
                }
                errors++;
              }
              var _valid2 = _errs44 === errors;
              valid10 = valid10 || _valid2;
              if (!valid10) {
                const err42 = { instancePath: instancePath + "/options/" + i1 + "/group", schemaPath: "#/properties/options/anyOf/0/items/properties/group/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              } else {
                errors = _errs41;
                if (vErrors !== null) {
                  if (_errs41) {
                    vErrors.length = _errs41;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
            if (data12.values !== void 0 && func0.call(data12, "values")) {
              if (!Array.isArray(data12.values)) {
                const err43 = { instancePath: instancePath + "/options/" + i1 + "/values", schemaPath: "#/properties/options/anyOf/0/items/properties/values/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                  vErrors = [err43];
                } else {
                  vErrors.push(err43);
                }
                errors++;
              }
            }
          } else {
            const err44 = { instancePath: instancePath + "/options/" + i1, schemaPath: "#/properties/options/anyOf/0/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              vErrors.push(err44);
            }
            errors++;
          }
        }
      } else {
        const err45 = { instancePath: instancePath + "/options", schemaPath: "#/properties/options/anyOf/0/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err45];
        } else {
          vErrors.push(err45);
        }
        errors++;
      }
      var _valid1 = _errs30 === errors;
      valid6 = valid6 || _valid1;
      const _errs48 = errors;
      if (data11 !== null) {
        const err46 = { instancePath: instancePath + "/options", schemaPath: "#/properties/options/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
      var _valid1 = _errs48 === errors;
      valid6 = valid6 || _valid1;
      if (!valid6) {
        const err47 = { instancePath: instancePath + "/options", schemaPath: "#/properties/options/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err47];
        } else {
          vErrors.push(err47);
        }
        errors++;
      } else {
        errors = _errs29;
        if (vErrors !== null) {
          if (_errs29) {
            vErrors.length = _errs29;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.global !== void 0 && func0.call(data, "global")) {
      if (!validate21(data.global, { instancePath: instancePath + "/global", parentData: data, parentDataProperty: "global", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
        errors = vErrors.length;
      }
    }
    if (data.clients !== void 0 && func0.call(data, "clients")) {
      let data19 = data.clients;
      if (Array.isArray(data19)) {
        const len2 = data19.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data20 = data19[i2];
          if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
            if (data20.id === void 0 || !func0.call(data20, "id")) {
              const err48 = { instancePath: instancePath + "/clients/" + i2, schemaPath: "#/properties/clients/items/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
              if (vErrors === null) {
                vErrors = [err48];
              } else {
                vErrors.push(err48);
              }
              errors++;
            }
            if (data20.name === void 0 || !func0.call(data20, "name")) {
              const err49 = { instancePath: instancePath + "/clients/" + i2, schemaPath: "#/properties/clients/items/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'" };
              if (vErrors === null) {
                vErrors = [err49];
              } else {
                vErrors.push(err49);
              }
              errors++;
            }
            if (data20.features === void 0 || !func0.call(data20, "features")) {
              const err50 = { instancePath: instancePath + "/clients/" + i2, schemaPath: "#/properties/clients/items/required", keyword: "required", params: { missingProperty: "features" }, message: "must have required property 'features'" };
              if (vErrors === null) {
                vErrors = [err50];
              } else {
                vErrors.push(err50);
              }
              errors++;
            }
            if (data20.ipWhitelist === void 0 || !func0.call(data20, "ipWhitelist")) {
              const err51 = { instancePath: instancePath + "/clients/" + i2, schemaPath: "#/properties/clients/items/required", keyword: "required", params: { missingProperty: "ipWhitelist" }, message: "must have required property 'ipWhitelist'" };
              if (vErrors === null) {
                vErrors = [err51];
              } else {
                vErrors.push(err51);
              }
              errors++;
            }
            if (data20.unknownNames === void 0 || !func0.call(data20, "unknownNames")) {
              const err52 = { instancePath: instancePath + "/clients/" + i2, schemaPath: "#/properties/clients/items/required", keyword: "required", params: { missingProperty: "unknownNames" }, message: "must have required property 'unknownNames'" };
              if (vErrors === null) {
                vErrors = [err52];
              } else {
                vErrors.push(err52);
              }
              errors++;
            }
            if (data20.scope === void 0 || !func0.call(data20, "scope")) {
              const err53 = { instancePath: instancePath + "/clients/" + i2, schemaPath: "#/properties/clients/items/required", keyword: "required", params: { missingProperty: "scope" }, message: "must have required property 'scope'" };
              if (vErrors === null) {
                vErrors = [err53];
              } else {
                vErrors.push(err53);
              }
              errors++;
            }
            for (const key4 of Object.keys(data20)) {
              if (!(key4 === "id" || key4 === "name" || key4 === "features" || key4 === "ipWhitelist" || key4 === "unknownNames" || key4 === "scope")) {
                const err54 = { instancePath: instancePath + "/clients/" + i2, schemaPath: "#/properties/clients/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err54];
                } else {
                  vErrors.push(err54);
                }
                errors++;
              }
            }
            if (data20.id !== void 0 && func0.call(data20, "id")) {
              let data21 = data20.id;
              if (typeof data21 === "string") {
                if (!pattern4.test(data21)) {
                  const err55 = { instancePath: instancePath + "/clients/" + i2 + "/id", schemaPath: "#/properties/clients/items/properties/id/pattern", keyword: "pattern", params: { pattern: "[\\s\\S]" }, message: 'must match pattern "[\\s\\S]"' };
                  if (vErrors === null) {
                    vErrors = [err55];
                  } else {
                    vErrors.push(err55);
                  }
                  errors++;
                }
              } else {
                const err56 = { instancePath: instancePath + "/clients/" + i2 + "/id", schemaPath: "#/properties/clients/items/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err56];
                } else {
                  vErrors.push(err56);
                }
                errors++;
              }
            }
            if (data20.name !== void 0 && func0.call(data20, "name")) {
              if (typeof data20.name !== "string") {
                const err57 = { instancePath: instancePath + "/clients/" + i2 + "/name", schemaPath: "#/properties/clients/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err57];
                } else {
                  vErrors.push(err57);
                }
                errors++;
              }
            }
            if (data20.features !== void 0 && func0.call(data20, "features")) {
              let data23 = data20.features;
              const _errs61 = errors;
              let valid14 = false;
              const _errs62 = errors;
              if (Array.isArray(data23)) {
                const len3 = data23.length;
                for (let i3 = 0; i3 < len3; i3++) {
                  if (typeof data23[i3] !== "string") {
                    const err58 = { instancePath: instancePath + "/clients/" + i2 + "/features/" + i3, schemaPath: "#/properties/clients/items/properties/features/anyOf/0/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err58];
                    } else {
                      vErrors.push(err58);
                    }
                    errors++;
                  }
                }
              } else {
                const err59 = { instancePath: instancePath + "/clients/" + i2 + "/features", schemaPath: "#/properties/clients/items/properties/features/anyOf/0/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                  vErrors = [err59];
                } else {
                  vErrors.push(err59);
                }
                errors++;
              }
              var _valid3 = _errs62 === errors;
              valid14 = valid14 || _valid3;
              const _errs66 = errors;
              if (data23 !== null) {
                const err60 = { instancePath: instancePath + "/clients/" + i2 + "/features", schemaPath: "#/properties/clients/items/properties/features/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                if (vErrors === null) {
                  vErrors = [err60];
                } else {
                  vErrors.push(err60);
                }
                errors++;
              }
              var _valid3 = _errs66 === errors;
              valid14 = valid14 || _valid3;
              if (!valid14) {
                const err61 = { instancePath: instancePath + "/clients/" + i2 + "/features", schemaPath: "#/properties/clients/items/properties/features/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                if (vErrors === null) {
                  vErrors = [err61];
                } else {
                  vErrors.push(err61);
                }
                errors++;
              } else {
                errors = _errs61;
                if (vErrors !== null) {
                  if (_errs61) {
                    vErrors.length = _errs61;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
            if (data20.ipWhitelist !== void 0 && func0.call(data20, "ipWhitelist")) {
              let data25 = data20.ipWhitelist;
              const _errs69 = errors;
              let valid17 = false;
              const _errs70 = errors;
              if (Array.isArray(data25)) {
                const len4 = data25.length;
                for (let i4 = 0; i4 < len4; i4++) {
                  if (typeof data25[i4] !== "string") {
                    const err62 = { instancePath: instancePath + "/clients/" + i2 + "/ipWhitelist/" + i4, schemaPath: "#/properties/clients/items/properties/ipWhitelist/anyOf/0/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err62];
                    } else {
                      vErrors.push(err62);
                    }
                    errors++;
                  }
                }
              } else {
                const err63 = { instancePath: instancePath + "/clients/" + i2 + "/ipWhitelist", schemaPath: "#/properties/clients/items/properties/ipWhitelist/anyOf/0/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                  vErrors = [err63];
                } else {
                  vErrors.push(err63);
                }
                errors++;
              }
              var _valid4 = _errs70 === errors;
              valid17 = valid17 || _valid4;
              const _errs74 = errors;
              if (data25 !== null) {
                const err64 = { instancePath: instancePath + "/clients/" + i2 + "/ipWhitelist", schemaPath: "#/properties/clients/items/properties/ipWhitelist/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                if (vErrors === null) {
                  vErrors = [err64];
                } else {
                  vErrors.push(err64);
                }
                errors++;
              }
              var _valid4 = _errs74 === errors;
              valid17 = valid17 || _valid4;
              if (!valid17) {
                const err65 = { instancePath: instancePath + "/clients/" + i2 + "/ipWhitelist", schemaPath: "#/properties/clients/items/properties/ipWhitelist/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                if (vErrors === null) {
                  vErrors = [err65];
                } else {
                  vErrors.push(err65);
                }
                errors++;
              } else {
                errors = _errs69;
                if (vErrors !== null) {
                  if (_errs69) {
                    vErrors.length = _errs69;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
            if (data20.unknownNames !== void 0 && func0.call(data20, "unknownNames")) {
              let data27 = data20.unknownNames;
              if (Array.isArray(data27)) {
                const len5 = data27.length;
                for (let i5 = 0; i5 < len5; i5++) {
                  if (typeof data27[i5] !== "string") {
                    const err66 = { instancePath: instancePath + "/clients/" + i2 + "/unknownNames/" + i5, schemaPath: "#/properties/clients/items/properties/unknownNames/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err66];
                    } else {
                      vErrors.push(err66);
                    }
                    errors++;
                  }
                }
              } else {
                const err67 = { instancePath: instancePath + "/clients/" + i2 + "/unknownNames", schemaPath: "#/properties/clients/items/properties/unknownNames/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                  vErrors = [err67];
                } else {
                  vErrors.push(err67);
                }
                errors++;
              }
            }
            if (data20.scope !== void 0 && func0.call(data20, "scope")) {
              if (!validate21(data20.scope, { instancePath: instancePath + "/clients/" + i2 + "/scope", parentData: data20, parentDataProperty: "scope", rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err68 = { instancePath: instancePath + "/clients/" + i2, schemaPath: "#/properties/clients/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err68];
            } else {
              vErrors.push(err68);
            }
            errors++;
          }
        }
      } else {
        const err69 = { instancePath: instancePath + "/clients", schemaPath: "#/properties/clients/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err69];
        } else {
          vErrors.push(err69);
        }
        errors++;
      }
    }
  } else {
    const err70 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err70];
    } else {
      vErrors.push(err70);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
export {
  validate
};
