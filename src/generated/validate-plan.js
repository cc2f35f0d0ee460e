// Generated from schemas/plan.schema.json by `npm run generate`. Do not edit.
var validate = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://capstan.invalid/schemas/plan.schema.json", "type": "object", "additionalProperties": false, "required": ["formatVersion", "status", "tool", "application", "caller", "source", "readAt", "createdAt", "expiresAt", "baseline", "configDigest", "digest", "seal", "only", "overwriteDrift", "summary", "changes", "findings", "calls", "fingerprints", "unmanaged"], "properties": { "formatVersion": { "const": 1 }, "status": { "enum": ["in-sync", "ready", "blocked"] }, "tool": { "type": "object", "additionalProperties": false, "required": ["name", "version"], "properties": { "name": { "type": "string" }, "version": { "type": "string" } } }, "application": { "type": "object", "additionalProperties": false, "required": ["id", "region"], "properties": { "id": { "type": "string", "pattern": "[\\s\\S]" }, "region": { "anyOf": [{ "type": "string" }, { "type": "null" }] } } }, "caller": { "anyOf": [{ "type": "string" }, { "type": "null" }] }, "source": { "enum": ["live", "snapshot"] }, "readAt": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$" }, "createdAt": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$" }, "expiresAt": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$" }, "baseline": { "anyOf": [{ "type": "object", "additionalProperties": false, "required": ["name", "commit"], "properties": { "name": { "type": "string" }, "commit": { "anyOf": [{ "type": "string", "pattern": "^[0-9a-f]{40,64}$" }, { "type": "null" }] } } }, { "type": "null" }] }, "configDigest": { "type": "string", "pattern": "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$" }, "digest": { "type": "string", "pattern": "^sha256:[0-9a-f]{64}$" }, "literals": { "type": "string", "pattern": "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$" }, "seal": { "type": "string", "pattern": "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$" }, "only": { "type": "array", "items": { "$ref": "#/$defs/target" } }, "overwriteDrift": { "type": "boolean" }, "summary": { "type": "object", "additionalProperties": false, "required": ["create", "update", "remove", "features", "unmanaged", "notCompared"], "properties": { "create": { "type": "integer", "minimum": 0 }, "update": { "type": "integer", "minimum": 0 }, "remove": { "type": "integer", "minimum": 0 }, "features": { "type": "integer", "minimum": 0 }, "unmanaged": { "type": "integer", "minimum": 0 }, "notCompared": { "type": "integer", "minimum": 0 } } }, "changes": { "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["action", "target", "origin", "call", "source"], "properties": { "action": { "enum": ["create", "update", "remove", "features"] }, "target": { "$ref": "#/$defs/target" }, "clientId": { "type": "string" }, "before": { "$ref": "#/$defs/value" }, "after": { "$ref": "#/$defs/value" }, "origin": { "enum": ["pending", "drift", "both", "unknown"] }, "call": { "anyOf": [{ "type": "string" }, { "type": "null" }] }, "source": { "anyOf": [{ "$ref": "#/$defs/source" }, { "type": "null" }] } } } }, "findings": { "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["code", "severity", "message", "target", "source"], "properties": { "code": { "type": "string" }, "severity": { "enum": ["refuse", "warning", "info"] }, "message": { "type": "string" }, "target": { "$ref": "#/$defs/target" }, "source": { "anyOf": [{ "$ref": "#/$defs/source" }, { "type": "null" }] }, "overridable": { "const": false } } } }, "calls": { "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["id", "method", "path", "replaces", "targets"], "properties": { "id": { "type": "string", "pattern": "[\\s\\S]" }, "method": { "enum": ["POST", "PUT"] }, "path": { "type": "string", "pattern": "^/" }, "replaces": { "type": "boolean" }, "targets": { "type": "array", "items": { "$ref": "#/$defs/target" } } } } }, "fingerprints": { "type": "object", "additionalProperties": { "type": "string", "pattern": "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$" } }, "unmanaged": { "type": "array", "items": { "type": "string" } } }, "$defs": { "source": { "type": "object", "additionalProperties": false, "required": ["file", "line", "column"], "properties": { "file": { "type": "string" }, "line": { "type": "integer", "minimum": 1 }, "column": { "type": "integer", "minimum": 1 } } }, "value": {}, "target": { "type": "string", "pattern": "[\\s\\S]" } } };
var func0 = Object.prototype.hasOwnProperty;
var pattern4 = new RegExp("[\\s\\S]", "u");
var pattern5 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$", "u");
var pattern8 = new RegExp("^[0-9a-f]{40,64}$", "u");
var pattern9 = new RegExp("^hmac:[0-9a-f]{8}:[0-9a-f]{16}$", "u");
var pattern10 = new RegExp("^sha256:[0-9a-f]{64}$", "u");
var pattern17 = new RegExp("^/", "u");
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
    if (data.formatVersion === void 0 || !func0.call(data, "formatVersion")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "formatVersion" }, message: "must have required property 'formatVersion'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.status === void 0 || !func0.call(data, "status")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
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
    if (data.caller === void 0 || !func0.call(data, "caller")) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "caller" }, message: "must have required property 'caller'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.source === void 0 || !func0.call(data, "source")) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "source" }, message: "must have required property 'source'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.readAt === void 0 || !func0.call(data, "readAt")) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "readAt" }, message: "must have required property 'readAt'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.createdAt === void 0 || !func0.call(data, "createdAt")) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "createdAt" }, message: "must have required property 'createdAt'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.expiresAt === void 0 || !func0.call(data, "expiresAt")) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "expiresAt" }, message: "must have required property 'expiresAt'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.baseline === void 0 || !func0.call(data, "baseline")) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "baseline" }, message: "must have required property 'baseline'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.configDigest === void 0 || !func0.call(data, "configDigest")) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "configDigest" }, message: "must have required property 'configDigest'" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.digest === void 0 || !func0.call(data, "digest")) {
      const err11 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "digest" }, message: "must have required property 'digest'" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (data.seal === void 0 || !func0.call(data, "seal")) {
      const err12 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "seal" }, message: "must have required property 'seal'" };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    if (data.only === void 0 || !func0.call(data, "only")) {
      const err13 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "only" }, message: "must have required property 'only'" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    if (data.overwriteDrift === void 0 || !func0.call(data, "overwriteDrift")) {
      const err14 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "overwriteDrift" }, message: "must have required property 'overwriteDrift'" };
      if (vErrors === null) {
        vErrors = [err14];
      } else {
        vErrors.push(err14);
      }
      errors++;
    }
    if (data.summary === void 0 || !func0.call(data, "summary")) {
      const err15 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "summary" }, message: "must have required property 'summary'" };
      if (vErrors === null) {
        vErrors = [err15];
      } else {
        vErrors.push(err15);
      }
      errors++;
    }
    if (data.changes === void 0 || !func0.call(data, "changes")) {
      const err16 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "changes" }, message: "must have required property 'changes'" };
      if (vErrors === null) {
        vErrors = [err16];
      } else {
        vErrors.push(err16);
      }
      errors++;
    }
    if (data.findings === void 0 || !func0.call(data, "findings")) {
      const err17 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "findings" }, message: "must have required property 'findings'" };
      if (vErrors === null) {
        vErrors = [err17];
      } else {
        vErrors.push(err17);
      }
      errors++;
    }
    if (data.calls === void 0 || !func0.call(data, "calls")) {
      const err18 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "calls" }, message: "must have required property 'calls'" };
      if (vErrors === null) {
        vErrors = [err18];
      } else {
        vErrors.push(err18);
      }
      errors++;
    }
    if (data.fingerprints === void 0 || !func0.call(data, "fingerprints")) {
      const err19 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "fingerprints" }, message: "must have required property 'fingerprints'" };
      if (vErrors === null) {
        vErrors = [err19];
      } else {
        vErrors.push(err19);
      }
      errors++;
    }
    if (data.unmanaged === void 0 || !func0.call(data, "unmanaged")) {
      const err20 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "unmanaged" }, message: "must have required property 'unmanaged'" };
      if (vErrors === null) {
        vErrors = [err20];
      } else {
        vErrors.push(err20);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!func0.call(schema31.properties, key0)) {
        const err21 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.formatVersion !== void 0 && func0.call(data, "formatVersion")) {
      if (1 !== data.formatVersion) {
        const err22 = { instancePath: instancePath + "/formatVersion", schemaPath: "#/properties/formatVersion/const", keyword: "const", params: { allowedValue: 1 }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.status !== void 0 && func0.call(data, "status")) {
      let data1 = data.status;
      if (!(data1 === "in-sync" || data1 === "ready" || data1 === "blocked")) {
        const err23 = { instancePath: instancePath + "/status", schemaPath: "#/properties/status/enum", keyword: "enum", params: { allowedValues: schema31.properties.status.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.tool !== void 0 && func0.call(data, "tool")) {
      let data2 = data.tool;
      if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
        if (data2.name === void 0 || !func0.call(data2, "name")) {
          const err24 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'" };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
        if (data2.version === void 0 || !func0.call(data2, "version")) {
          const err25 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/required", keyword: "required", params: { missingProperty: "version" }, message: "must have required property 'version'" };
          if (vErrors === null) {
            vErrors = [err25];
          } else {
            vErrors.push(err25);
          }
          errors++;
        }
        for (const key1 of Object.keys(data2)) {
          if (!(key1 === "name" || key1 === "version")) {
            const err26 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
        if (data2.name !== void 0 && func0.call(data2, "name")) {
          if (typeof data2.name !== "string") {
            const err27 = { instancePath: instancePath + "/tool/name", schemaPath: "#/properties/tool/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              vErrors.push(err27);
            }
            errors++;
          }
        }
        if (data2.version !== void 0 && func0.call(data2, "version")) {
          if (typeof data2.version !== "string") {
            const err28 = { instancePath: instancePath + "/tool/version", schemaPath: "#/properties/tool/properties/version/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
      } else {
        const err29 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.application !== void 0 && func0.call(data, "application")) {
      let data5 = data.application;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        if (data5.id === void 0 || !func0.call(data5, "id")) {
          const err30 = { instancePath: instancePath + "/application", schemaPath: "#/properties/application/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
          if (vErrors === null) {
            vErrors = [err30];
          } else {
            vErrors.push(err30);
          }
          errors++;
        }
        if (data5.region === void 0 || !func0.call(data5, "region")) {
          const err31 = { instancePath: instancePath + "/application", schemaPath: "#/properties/application/required", keyword: "required", params: { missingProperty: "region" }, message: "must have required property 'region'" };
          if (vErrors === null) {
            vErrors = [err31];
          } else {
            vErrors.push(err31);
          }
          errors++;
        }
        for (const key2 of Object.keys(data5)) {
          if (!(key2 === "id" || key2 === "region")) {
            const err32 = { instancePath: instancePath + "/application", schemaPath: "#/properties/application/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
        }
        if (data5.id !== void 0 && func0.call(data5, "id")) {
          let data6 = data5.id;
          if (typeof data6 === "string") {
            if (!pattern4.test(data6)) {
              const err33 = { instancePath: instancePath + "/application/id", schemaPath: "#/properties/application/properties/id/pattern", keyword: "pattern", params: { pattern: "[\\s\\S]" }, message: 'must match pattern "[\\s\\S]"' };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
          } else {
            const err34 = { instancePath: instancePath + "/application/id", schemaPath: "#/properties/application/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err34];
            } else {
              vErrors.push(err34);
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
            const err35 = { instancePath: instancePath + "/application/region", schemaPath: "#/properties/application/properties/region/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
          var _valid0 = _errs18 === errors;
          valid3 = valid3 || _valid0;
          const _errs20 = errors;
          if (data7 !== null) {
            const err36 = { instancePath: instancePath + "/application/region", schemaPath: "#/properties/application/properties/region/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
            if (vErrors === null) {
              vErrors = [err36];
            } else {
              vErrors.push(err36);
            }
            errors++;
          }
          var _valid0 = _errs20 === errors;
          valid3 = valid3 || _valid0;
          if (!valid3) {
            const err37 = { instancePath: instancePath + "/application/region", schemaPath: "#/properties/application/properties/region/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
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
        const err38 = { instancePath: instancePath + "/application", schemaPath: "#/properties/application/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
    }
    if (data.caller !== void 0 && func0.call(data, "caller")) {
      let data8 = data.caller;
      const _errs23 = errors;
      let valid4 = false;
      const _errs24 = errors;
      if (typeof data8 !== "string") {
        const err39 = { instancePath: instancePath + "/caller", schemaPath: "#/properties/caller/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      }
      var _valid1 = _errs24 === errors;
      valid4 = valid4 || _valid1;
      const _errs26 = errors;
      if (data8 !== null) {
        const err40 = { instancePath: instancePath + "/caller", schemaPath: "#/properties/caller/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err40];
        } else {
          vErrors.push(err40);
        }
        errors++;
      }
      var _valid1 = _errs26 === errors;
      valid4 = valid4 || _valid1;
      if (!valid4) {
        const err41 = { instancePath: instancePath + "/caller", schemaPath: "#/properties/caller/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err41];
        } else {
          vErrors.push(err41);
        }
        errors++;
      } else {
        errors = _errs23;
        if (vErrors !== null) {
          if (_errs23) {
            vErrors.length = _errs23;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.source !== void 0 && func0.call(data, "source")) {
      let data9 = data.source;
      if (!(data9 === "live" || data9 === "snapshot")) {
        const err42 = { instancePath: instancePath + "/source", schemaPath: "#/properties/source/enum", keyword: "enum", params: { allowedValues: schema31.properties.source.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err42];
        } else {
          vErrors.push(err42);
        }
        errors++;
      }
    }
    if (data.readAt !== void 0 && func0.call(data, "readAt")) {
      let data10 = data.readAt;
      if (typeof data10 === "string") {
        if (!pattern5.test(data10)) {
          const err43 = { instancePath: instancePath + "/readAt", schemaPath: "#/properties/readAt/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$"' };
          if (vErrors === null) {
            vErrors = [err43];
          } else {
            vErrors.push(err43);
          }
          errors++;
        }
      } else {
        const err44 = { instancePath: instancePath + "/readAt", schemaPath: "#/properties/readAt/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      }
    }
    if (data.createdAt !== void 0 && func0.call(data, "createdAt")) {
      let data11 = data.createdAt;
      if (typeof data11 === "string") {
        if (!pattern5.test(data11)) {
          const err45 = { instancePath: instancePath + "/createdAt", schemaPath: "#/properties/createdAt/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$"' };
          if (vErrors === null) {
            vErrors = [err45];
          } else {
            vErrors.push(err45);
          }
          errors++;
        }
      } else {
        const err46 = { instancePath: instancePath + "/createdAt", schemaPath: "#/properties/createdAt/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
    }
    if (data.expiresAt !== void 0 && func0.call(data, "expiresAt")) {
      let data12 = data.expiresAt;
      if (typeof data12 === "string") {
        if (!pattern5.test(data12)) {
          const err47 = { instancePath: instancePath + "/expiresAt", schemaPath: "#/properties/expiresAt/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$"' };
          if (vErrors === null) {
            vErrors = [err47];
          } else {
            vErrors.push(err47);
          }
          errors++;
        }
      } else {
        const err48 = { instancePath: instancePath + "/expiresAt", schemaPath: "#/properties/expiresAt/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err48];
        } else {
          vErrors.push(err48);
        }
        errors++;
      }
    }
    if (data.baseline !== void 0 && func0.call(data, "baseline")) {
      let data13 = data.baseline;
      const _errs36 = errors;
      let valid5 = false;
      const _errs37 = errors;
      if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
        if (data13.name === void 0 || !func0.call(data13, "name")) {
          const err49 = { instancePath: instancePath + "/baseline", schemaPath: "#/properties/baseline/anyOf/0/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'" };
          if (vErrors === null) {
            vErrors = [err49];
          } else {
            vErrors.push(err49);
          }
          errors++;
        }
        if (data13.commit === void 0 || !func0.call(data13, "commit")) {
          const err50 = { instancePath: instancePath + "/baseline", schemaPath: "#/properties/baseline/anyOf/0/required", keyword: "required", params: { missingProperty: "commit" }, message: "must have required property 'commit'" };
          if (vErrors === null) {
            vErrors = [err50];
          } else {
            vErrors.push(err50);
          }
          errors++;
        }
        for (const key3 of Object.keys(data13)) {
          if (!(key3 === "name" || key3 === "commit")) {
            const err51 = { instancePath: instancePath + "/baseline", schemaPath: "#/properties/baseline/anyOf/0/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err51];
            } else {
              vErrors.push(err51);
            }
            errors++;
          }
        }
        if (data13.name !== void 0 && func0.call(data13, "name")) {
          if (typeof data13.name !== "string") {
            const err52 = { instancePath: instancePath + "/baseline/name", schemaPath: "#/properties/baseline/anyOf/0/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err52];
            } else {
              vErrors.push(err52);
            }
            errors++;
          }
        }
        if (data13.commit !== void 0 && func0.call(data13, "commit")) {
          let data15 = data13.commit;
          const _errs43 = errors;
          let valid7 = false;
          const _errs44 = errors;
          if (typeof data15 === "string") {
            if (!pattern8.test(data15)) {
              const err53 = { instancePath: instancePath + "/baseline/commit", schemaPath: "#/properties/baseline/anyOf/0/properties/commit/anyOf/0/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{40,64}$" }, message: 'must match pattern "^[0-9a-f]{40,64}$"' };
              if (vErrors === null) {
                vErrors = [err53];
              } else {
                vErrors.push(err53);
              }
              errors++;
            }
          } else {
            const err54 = { instancePath: instancePath + "/baseline/commit", schemaPath: "#/properties/baseline/anyOf/0/properties/commit/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err54];
            } else {
              vErrors.push(err54);
            }
            errors++;
          }
          var _valid3 = _errs44 === errors;
          valid7 = valid7 || _valid3;
          const _errs46 = errors;
          if (data15 !== null) {
            const err55 = { instancePath: instancePath + "/baseline/commit", schemaPath: "#/properties/baseline/anyOf/0/properties/commit/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
            if (vErrors === null) {
              vErrors = [err55];
            } else {
              vErrors.push(err55);
            }
            errors++;
          }
          var _valid3 = _errs46 === errors;
          valid7 = valid7 || _valid3;
          if (!valid7) {
            const err56 = { instancePath: instancePath + "/baseline/commit", schemaPath: "#/properties/baseline/anyOf/0/properties/commit/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err56];
            } else {
              vErrors.push(err56);
            }
            errors++;
          } else {
            errors = _errs43;
            if (vErrors !== null) {
              if (_errs43) {
                vErrors.length = _errs43;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err57 = { instancePath: instancePath + "/baseline", schemaPath: "#/properties/baseline/anyOf/0/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err57];
        } else {
          vErrors.push(err57);
        }
        errors++;
      }
      var _valid2 = _errs37 === errors;
      valid5 = valid5 || _valid2;
      const _errs48 = errors;
      if (data13 !== null) {
        const err58 = { instancePath: instancePath + "/baseline", schemaPath: "#/properties/baseline/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err58];
        } else {
          vErrors.push(err58);
        }
        errors++;
      }
      var _valid2 = _errs48 === errors;
      valid5 = valid5 || _valid2;
      if (!valid5) {
        const err59 = { instancePath: instancePath + "/baseline", schemaPath: "#/properties/baseline/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err59];
        } else {
          vErrors.push(err59);
        }
        errors++;
      } else {
        errors = _errs36;
        if (vErrors !== null) {
          if (_errs36) {
            vErrors.length = _errs36;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.configDigest !== void 0 && func0.call(data, "configDigest")) {
      let data16 = data.configDigest;
      if (typeof data16 === "string") {
        if (!pattern9.test(data16)) {
          const err60 = { instancePath: instancePath + "/configDigest", schemaPath: "#/properties/configDigest/pattern", keyword: "pattern", params: { pattern: "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$" }, message: 'must match pattern "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$"' };
          if (vErrors === null) {
            vErrors = [err60];
          } else {
            vErrors.push(err60);
          }
          errors++;
        }
      } else {
        const err61 = { instancePath: instancePath + "/configDigest", schemaPath: "#/properties/configDigest/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err61];
        } else {
          vErrors.push(err61);
        }
        errors++;
      }
    }
    if (data.digest !== void 0 && func0.call(data, "digest")) {
      let data17 = data.digest;
      if (typeof data17 === "string") {
        if (!pattern10.test(data17)) {
          const err62 = { instancePath: instancePath + "/digest", schemaPath: "#/properties/digest/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"' };
          if (vErrors === null) {
            vErrors = [err62];
          } else {
            vErrors.push(err62);
          }
          errors++;
        }
      } else {
        const err63 = { instancePath: instancePath + "/digest", schemaPath: "#/properties/digest/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err63];
        } else {
          vErrors.push(err63);
        }
        errors++;
      }
    }
    if (data.literals !== void 0 && func0.call(data, "literals")) {
      let data18 = data.literals;
      if (typeof data18 === "string") {
        if (!pattern9.test(data18)) {
          const err64 = { instancePath: instancePath + "/literals", schemaPath: "#/properties/literals/pattern", keyword: "pattern", params: { pattern: "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$" }, message: 'must match pattern "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$"' };
          if (vErrors === null) {
            vErrors = [err64];
          } else {
            vErrors.push(err64);
          }
          errors++;
        }
      } else {
        const err65 = { instancePath: instancePath + "/literals", schemaPath: "#/properties/literals/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err65];
        } else {
          vErrors.push(err65);
        }
        errors++;
      }
    }
    if (data.seal !== void 0 && func0.call(data, "seal")) {
      let data19 = data.seal;
      if (typeof data19 === "string") {
        if (!pattern9.test(data19)) {
          const err66 = { instancePath: instancePath + "/seal", schemaPath: "#/properties/seal/pattern", keyword: "pattern", params: { pattern: "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$" }, message: 'must match pattern "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$"' };
          if (vErrors === null) {
            vErrors = [err66];
          } else {
            vErrors.push(err66);
          }
          errors++;
        }
      } else {
        const err67 = { instancePath: instancePath + "/seal", schemaPath: "#/properties/seal/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err67];
        } else {
          vErrors.push(err67);
        }
        errors++;
      }
    }
    if (data.only !== void 0 && func0.call(data, "only")) {
      let data20 = data.only;
      if (Array.isArray(data20)) {
        const len0 = data20.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data21 = data20[i0];
          if (typeof data21 === "string") {
            if (!pattern4.test(data21)) {
              const err68 = { instancePath: instancePath + "/only/" + i0, schemaPath: "#/$defs/target/pattern", keyword: "pattern", params: { pattern: "[\\s\\S]" }, message: 'must match pattern "[\\s\\S]"' };
              if (vErrors === null) {
                vErrors = [err68];
              } else {
                vErrors.push(err68);
              }
              errors++;
            }
          } else {
            const err69 = { instancePath: instancePath + "/only/" + i0, schemaPath: "#/$defs/target/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err69];
            } else {
              vErrors.push(err69);
            }
            errors++;
          }
        }
      } else {
        const err70 = { instancePath: instancePath + "/only", schemaPath: "#/properties/only/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err70];
        } else {
          vErrors.push(err70);
        }
        errors++;
      }
    }
    if (data.overwriteDrift !== void 0 && func0.call(data, "overwriteDrift")) {
      if (typeof data.overwriteDrift !== "boolean") {
        const err71 = { instancePath: instancePath + "/overwriteDrift", schemaPath: "#/properties/overwriteDrift/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err71];
        } else {
          vErrors.push(err71);
        }
        errors++;
      }
    }
    if (data.summary !== void 0 && func0.call(data, "summary")) {
      let data23 = data.summary;
      if (data23 && typeof data23 == "object" && !Array.isArray(data23)) {
        if (data23.create === void 0 || !func0.call(data23, "create")) {
          const err72 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "create" }, message: "must have required property 'create'" };
          if (vErrors === null) {
            vErrors = [err72];
          } else {
            vErrors.push(err72);
          }
          errors++;
        }
        if (data23.update === void 0 || !func0.call(data23, "update")) {
          const err73 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "update" }, message: "must have required property 'update'" };
          if (vErrors === null) {
            vErrors = [err73];
          } else {
            vErrors.push(err73);
          }
          errors++;
        }
        if (data23.remove === void 0 || !func0.call(data23, "remove")) {
          const err74 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "remove" }, message: "must have required property 'remove'" };
          if (vErrors === null) {
            vErrors = [err74];
          } else {
            vErrors.push(err74);
          }
          errors++;
        }
        if (data23.features === void 0 || !func0.call(data23, "features")) {
          const err75 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "features" }, message: "must have required property 'features'" };
          if (vErrors === null) {
            vErrors = [err75];
          } else {
            vErrors.push(err75);
          }
          errors++;
        }
        if (data23.unmanaged === void 0 || !func0.call(data23, "unmanaged")) {
          const err76 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "unmanaged" }, message: "must have required property 'unmanaged'" };
          if (vErrors === null) {
            vErrors = [err76];
          } else {
            vErrors.push(err76);
          }
          errors++;
        }
        if (data23.notCompared === void 0 || !func0.call(data23, "notCompared")) {
          const err77 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "notCompared" }, message: "must have required property 'notCompared'" };
          if (vErrors === null) {
            vErrors = [err77];
          } else {
            vErrors.push(err77);
          }
          errors++;
        }
        for (const key4 of Object.keys(data23)) {
          if (!(key4 === "create" || key4 === "update" || key4 === "remove" || key4 === "features" || key4 === "unmanaged" || key4 === "notCompared")) {
            const err78 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err78];
            } else {
              vErrors.push(err78);
            }
            errors++;
          }
        }
        if (data23.create !== void 0 && func0.call(data23, "create")) {
          let data24 = data23.create;
          if (!(typeof data24 == "number" && (!(data24 % 1) && !isNaN(data24)) && isFinite(data24))) {
            const err79 = { instancePath: instancePath + "/summary/create", schemaPath: "#/properties/summary/properties/create/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err79];
            } else {
              vErrors.push(err79);
            }
            errors++;
          }
          if (typeof data24 == "number" && isFinite(data24)) {
            if (data24 < 0 || isNaN(data24)) {
              const err80 = { instancePath: instancePath + "/summary/create", schemaPath: "#/properties/summary/properties/create/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err80];
              } else {
                vErrors.push(err80);
              }
              errors++;
            }
          }
        }
        if (data23.update !== void 0 && func0.call(data23, "update")) {
          let data25 = data23.update;
          if (!(typeof data25 == "number" && (!(data25 % 1) && !isNaN(data25)) && isFinite(data25))) {
            const err81 = { instancePath: instancePath + "/summary/update", schemaPath: "#/properties/summary/properties/update/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err81];
            } else {
              vErrors.push(err81);
            }
            errors++;
          }
          if (typeof data25 == "number" && isFinite(data25)) {
            if (data25 < 0 || isNaN(data25)) {
              const err82 = { instancePath: instancePath + "/summary/update", schemaPath: "#/properties/summary/properties/update/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err82];
              } else {
                vErrors.push(err82);
              }
              errors++;
            }
          }
        }
        if (data23.remove !== void 0 && func0.call(data23, "remove")) {
          let data26 = data23.remove;
          if (!(typeof data26 == "number" && (!(data26 % 1) && !isNaN(data26)) && isFinite(data26))) {
            const err83 = { instancePath: instancePath + "/summary/remove", schemaPath: "#/properties/summary/properties/remove/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err83];
            } else {
              vErrors.push(err83);
            }
            errors++;
          }
          if (typeof data26 == "number" && isFinite(data26)) {
            if (data26 < 0 || isNaN(data26)) {
              const err84 = { instancePath: instancePath + "/summary/remove", schemaPath: "#/properties/summary/properties/remove/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err84];
              } else {
                vErrors.push(err84);
              }
              errors++;
            }
          }
        }
        if (data23.features !== void 0 && func0.call(data23, "features")) {
          let data27 = data23.features;
          if (!(typeof data27 == "number" && (!(data27 % 1) && !isNaN(data27)) && isFinite(data27))) {
            const err85 = { instancePath: instancePath + "/summary/features", schemaPath: "#/properties/summary/properties/features/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err85];
            } else {
              vErrors.push(err85);
            }
            errors++;
          }
          if (typeof data27 == "number" && isFinite(data27)) {
            if (data27 < 0 || isNaN(data27)) {
              const err86 = { instancePath: instancePath + "/summary/features", schemaPath: "#/properties/summary/properties/features/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err86];
              } else {
                vErrors.push(err86);
              }
              errors++;
            }
          }
        }
        if (data23.unmanaged !== void 0 && func0.call(data23, "unmanaged")) {
          let data28 = data23.unmanaged;
          if (!(typeof data28 == "number" && (!(data28 % 1) && !isNaN(data28)) && isFinite(data28))) {
            const err87 = { instancePath: instancePath + "/summary/unmanaged", schemaPath: "#/properties/summary/properties/unmanaged/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err87];
            } else {
              vErrors.push(err87);
            }
            errors++;
          }
          if (typeof data28 == "number" && isFinite(data28)) {
            if (data28 < 0 || isNaN(data28)) {
              const err88 = { instancePath: instancePath + "/summary/unmanaged", schemaPath: "#/properties/summary/properties/unmanaged/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err88];
              } else {
                vErrors.push(err88);
              }
              errors++;
            }
          }
        }
        if (data23.notCompared !== void 0 && func0.call(data23, "notCompared")) {
          let data29 = data23.notCompared;
          if (!(typeof data29 == "number" && (!(data29 % 1) && !isNaN(data29)) && isFinite(data29))) {
            const err89 = { instancePath: instancePath + "/summary/notCompared", schemaPath: "#/properties/summary/properties/notCompared/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err89];
            } else {
              vErrors.push(err89);
            }
            errors++;
          }
          if (typeof data29 == "number" && isFinite(data29)) {
            if (data29 < 0 || isNaN(data29)) {
              const err90 = { instancePath: instancePath + "/summary/notCompared", schemaPath: "#/properties/summary/properties/notCompared/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err90];
              } else {
                vErrors.push(err90);
              }
              errors++;
            }
          }
        }
      } else {
        const err91 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err91];
        } else {
          vErrors.push(err91);
        }
        errors++;
      }
    }
    if (data.changes !== void 0 && func0.call(data, "changes")) {
      let data30 = data.changes;
      if (Array.isArray(data30)) {
        const len1 = data30.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data31 = data30[i1];
          if (data31 && typeof data31 == "object" && !Array.isArray(data31)) {
            if (data31.action === void 0 || !func0.call(data31, "action")) {
              const err92 = { instancePath: instancePath + "/changes/" + i1, schemaPath: "#/properties/changes/items/required", keyword: "required", params: { missingProperty: "action" }, message: "must have required property 'action'" };
              if (vErrors === null) {
                vErrors = [err92];
              } else {
                vErrors.push(err92);
              }
              errors++;
            }
            if (data31.target === void 0 || !func0.call(data31, "target")) {
              const err93 = { instancePath: instancePath + "/changes/" + i1, schemaPath: "#/properties/changes/items/required", keyword: "required", params: { missingProperty: "target" }, message: "must have required property 'target'" };
              if (vErrors === null) {
                vErrors = [err93];
              } else {
                vErrors.push(err93);
              }
              errors++;
            }
            if (data31.origin === void 0 || !func0.call(data31, "origin")) {
              const err94 = { instancePath: instancePath + "/changes/" + i1, schemaPath: "#/properties/changes/items/required", keyword: "required", params: { missingProperty: "origin" }, message: "must have required property 'origin'" };
              if (vErrors === null) {
                vErrors = [err94];
              } else {
                vErrors.push(err94);
              }
              errors++;
            }
            if (data31.call === void 0 || !func0.call(data31, "call")) {
              const err95 = { instancePath: instancePath + "/changes/" + i1, schemaPath: "#/properties/changes/items/required", keyword: "required", params: { missingProperty: "call" }, message: "must have required property 'call'" };
              if (vErrors === null) {
                vErrors = [err95];
              } else {
                vErrors.push(err95);
              }
              errors++;
            }
            if (data31.source === void 0 || !func0.call(data31, "source")) {
              const err96 = { instancePath: instancePath + "/changes/" + i1, schemaPath: "#/properties/changes/items/required", keyword: "required", params: { missingProperty: "source" }, message: "must have required property 'source'" };
              if (vErrors === null) {
                vErrors = [err96];
              } else {
                vErrors.push(err96);
              }
              errors++;
            }
            for (const key5 of Object.keys(data31)) {
              if (!(key5 === "action" || key5 === "target" || key5 === "clientId" || key5 === "before" || key5 === "after" || key5 === "origin" || key5 === "call" || key5 === "source")) {
                const err97 = { instancePath: instancePath + "/changes/" + i1, schemaPath: "#/properties/changes/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err97];
                } else {
                  vErrors.push(err97);
                }
                errors++;
              }
            }
            if (data31.action !== void 0 && func0.call(data31, "action")) {
              let data32 = data31.action;
              if (!(data32 === "create" || data32 === "update" || data32 === "remove" || data32 === "features")) {
                const err98 = { instancePath: instancePath + "/changes/" + i1 + "/action", schemaPath: "#/properties/changes/items/properties/action/enum", keyword: "enum", params: { allowedValues: schema31.properties.changes.items.properties.action.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err98];
                } else {
                  vErrors.push(err98);
                }
                errors++;
              }
            }
            if (data31.target !== void 0 && func0.call(data31, "target")) {
              let data33 = data31.target;
              if (typeof data33 === "string") {
                if (!pattern4.test(data33)) {
                  const err99 = { instancePath: instancePath + "/changes/" + i1 + "/target", schemaPath: "#/$defs/target/pattern", keyword: "pattern", params: { pattern: "[\\s\\S]" }, message: 'must match pattern "[\\s\\S]"' };
                  if (vErrors === null) {
                    vErrors = [err99];
                  } else {
                    vErrors.push(err99);
                  }
                  errors++;
                }
              } else {
                const err100 = { instancePath: instancePath + "/changes/" + i1 + "/target", schemaPath: "#/$defs/target/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err100];
                } else {
                  vErrors.push(err100);
                }
                errors++;
              }
            }
            if (data31.clientId !== void 0 && func0.call(data31, "clientId")) {
              if (typeof data31.clientId !== "string") {
                const err101 = { instancePath: instancePath + "/changes/" + i1 + "/clientId", schemaPath: "#/properties/changes/items/properties/clientId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err101];
                } else {
                  vErrors.push(err101);
                }
                errors++;
              }
            }
            if (data31.origin !== void 0 && func0.call(data31, "origin")) {
              let data37 = data31.origin;
              if (!(data37 === "pending" || data37 === "drift" || data37 === "both" || data37 === "unknown")) {
                const err102 = { instancePath: instancePath + "/changes/" + i1 + "/origin", schemaPath: "#/properties/changes/items/properties/origin/enum", keyword: "enum", params: { allowedValues: schema31.properties.changes.items.properties.origin.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err102];
                } else {
                  vErrors.push(err102);
                }
                errors++;
              }
            }
            if (data31.call !== void 0 && func0.call(data31, "call")) {
              let data38 = data31.call;
              const _errs95 = errors;
              let valid18 = false;
              const _errs96 = errors;
              if (typeof data38 !== "string") {
                const err103 = { instancePath: instancePath + "/changes/" + i1 + "/call", schemaPath: "#/properties/changes/items/properties/call/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err103];
                } else {
                  vErrors.push(err103);
                }
                errors++;
              }
              var _valid4 = _errs96 === errors;
              valid18 = valid18 || _valid4;
              const _errs98 = errors;
              if (data38 !== null) {
                const err104 = { instancePath: instancePath + "/changes/" + i1 + "/call", schemaPath: "#/properties/changes/items/properties/call/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                if (vErrors === null) {
                  vErrors = [err104];
                } else {
                  vErrors.push(err104);
                }
                errors++;
              }
              var _valid4 = _errs98 === errors;
              valid18 = valid18 || _valid4;
              if (!valid18) {
                const err105 = { instancePath: instancePath + "/changes/" + i1 + "/call", schemaPath: "#/properties/changes/items/properties/call/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                if (vErrors === null) {
                  vErrors = [err105];
                } else {
                  vErrors.push(err105);
                }
                errors++;
              } else {
                errors = _errs95;
                if (vErrors !== null) {
                  if (_errs95) {
                    vErrors.length = _errs95;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
            if (data31.source !== void 0 && func0.call(data31, "source")) {
              let data39 = data31.source;
              const _errs101 = errors;
              let valid19 = false;
              const _errs102 = errors;
              if (data39 && typeof data39 == "object" && !Array.isArray(data39)) {
                if (data39.file === void 0 || !func0.call(data39, "file")) {
                  const err106 = { instancePath: instancePath + "/changes/" + i1 + "/source", schemaPath: "#/$defs/source/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
                  if (vErrors === null) {
                    vErrors = [err106];
                  } else {
                    vErrors.push(err106);
                  }
                  errors++;
                }
                if (data39.line === void 0 || !func0.call(data39, "line")) {
                  const err107 = { instancePath: instancePath + "/changes/" + i1 + "/source", schemaPath: "#/$defs/source/required", keyword: "required", params: { missingProperty: "line" }, message: "must have required property 'line'" };
                  if (vErrors === null) {
                    vErrors = [err107];
                  } else {
                    vErrors.push(err107);
                  }
                  errors++;
                }
                if (data39.column === void 0 || !func0.call(data39, "column")) {
                  const err108 = { instancePath: instancePath + "/changes/" + i1 + "/source", schemaPath: "#/$defs/source/required", keyword: "required", params: { missingProperty: "column" }, message: "must have required property 'column'" };
                  if (vErrors === null) {
                    vErrors = [err108];
                  } else {
                    vErrors.push(err108);
                  }
                  errors++;
                }
                for (const key6 of Object.keys(data39)) {
                  if (!(key6 === "file" || key6 === "line" || key6 === "column")) {
                    const err109 = { instancePath: instancePath + "/changes/" + i1 + "/source", schemaPath: "#/$defs/source/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 }, message: "must NOT have additional properties" };
                    if (vErrors === null) {
                      vErrors = [err109];
                    } else {
                      vErrors.push(err109);
                    }
                    errors++;
                  }
                }
                if (data39.file !== void 0 && func0.call(data39, "file")) {
                  if (typeof data39.file !== "string") {
                    const err110 = { instancePath: instancePath + "/changes/" + i1 + "/source/file", schemaPath: "#/$defs/source/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err110];
                    } else {
                      vErrors.push(err110);
                    }
                    errors++;
                  }
                }
                if (data39.line !== void 0 && func0.call(data39, "line")) {
                  let data41 = data39.line;
                  if (!(typeof data41 == "number" && (!(data41 % 1) && !isNaN(data41)) && isFinite(data41))) {
                    const err111 = { instancePath: instancePath + "/changes/" + i1 + "/source/line", schemaPath: "#/$defs/source/properties/line/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    if (vErrors === null) {
                      vErrors = [err111];
                    } else {
                      vErrors.push(err111);
                    }
                    errors++;
                  }
                  if (typeof data41 == "number" && isFinite(data41)) {
                    if (data41 < 1 || isNaN(data41)) {
                      const err112 = { instancePath: instancePath + "/changes/" + i1 + "/source/line", schemaPath: "#/$defs/source/properties/line/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      if (vErrors === null) {
                        vErrors = [err112];
                      } else {
                        vErrors.push(err112);
                      }
                      errors++;
                    }
                  }
                }
                if (data39.column !== void 0 && func0.call(data39, "column")) {
                  let data42 = data39.column;
                  if (!(typeof data42 == "number" && (!(data42 % 1) && !isNaN(data42)) && isFinite(data42))) {
                    const err113 = { instancePath: instancePath + "/changes/" + i1 + "/source/column", schemaPath: "#/$defs/source/properties/column/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    if (vErrors === null) {
                      vErrors = [err113];
                    } else {
                      vErrors.push(err113);
                    }
                    errors++;
                  }
                  if (typeof data42 == "number" && isFinite(data42)) {
                    if (data42 < 1 || isNaN(data42)) {
                      const err114 = { instancePath: instancePath + "/changes/" + i1 + "/source/column", schemaPath: "#/$defs/source/properties/column/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      if (vErrors === null) {
                        vErrors = [err114];
                      } else {
                        vErrors.push(err114);
                      }
                      errors++;
                    }
                  }
                }
              } else {
                const err115 = { instancePath: instancePath + "/changes/" + i1 + "/source", schemaPath: "#/$defs/source/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                if (vErrors === null) {
                  vErrors = [err115];
                } else {
                  vErrors.push(err115);
                }
                errors++;
              }
              var _valid5 = _errs102 === errors;
              valid19 = valid19 || _valid5;
              const _errs112 = errors;
              if (data39 !== null) {
                const err116 = { instancePath: instancePath + "/changes/" + i1 + "/source", schemaPath: "#/properties/changes/items/properties/source/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                if (vErrors === null) {
                  vErrors = [err116];
                } else {
                  vErrors.push(err116);
                }
                errors++;
              }
              var _valid5 = _errs112 === errors;
              valid19 = valid19 || _valid5;
              if (!valid19) {
                const err117 = { instancePath: instancePath + "/changes/" + i1 + "/source", schemaPath: "#/properties/changes/items/properties/source/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                if (vErrors === null) {
                  vErrors = [err117];
                } else {
                  vErrors.push(err117);
                }
                errors++;
              } else {
                errors = _errs101;
                if (vErrors !== null) {
                  if (_errs101) {
                    vErrors.length = _errs101;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
          } else {
            const err118 = { instancePath: instancePath + "/changes/" + i1, schemaPath: "#/properties/changes/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err118];
            } else {
              vErrors.push(err118);
            }
            errors++;
          }
        }
      } else {
        const err119 = { instancePath: instancePath + "/changes", schemaPath: "#/properties/changes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err119];
        } else {
          vErrors.push(err119);
        }
        errors++;
      }
    }
    if (data.findings !== void 0 && func0.call(data, "findings")) {
      let data43 = data.findings;
      if (Array.isArray(data43)) {
        const len2 = data43.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data44 = data43[i2];
          if (data44 && typeof data44 == "object" && !Array.isArray(data44)) {
            if (data44.code === void 0 || !func0.call(data44, "code")) {
              const err120 = { instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "code" }, message: "must have required property 'code'" };
              if (vErrors === null) {
                vErrors = [err120];
              } else {
                vErrors.push(err120);
              }
              errors++;
            }
            if (data44.severity === void 0 || !func0.call(data44, "severity")) {
              const err121 = { instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "severity" }, message: "must have required property 'severity'" };
              if (vErrors === null) {
                vErrors = [err121];
              } else {
                vErrors.push(err121);
              }
              errors++;
            }
            if (data44.message === void 0 || !func0.call(data44, "message")) {
              const err122 = { instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'" };
              if (vErrors === null) {
                vErrors = [err122];
              } else {
                vErrors.push(err122);
              }
              errors++;
            }
            if (data44.target === void 0 || !func0.call(data44, "target")) {
              const err123 = { instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "target" }, message: "must have required property 'target'" };
              if (vErrors === null) {
                vErrors = [err123];
              } else {
                vErrors.push(err123);
              }
              errors++;
            }
            if (data44.source === void 0 || !func0.call(data44, "source")) {
              const err124 = { instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "source" }, message: "must have required property 'source'" };
              if (vErrors === null) {
                vErrors = [err124];
              } else {
                vErrors.push(err124);
              }
              errors++;
            }
            for (const key7 of Object.keys(data44)) {
              if (!(key7 === "code" || key7 === "severity" || key7 === "message" || key7 === "target" || key7 === "source" || key7 === "overridable")) {
                const err125 = { instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err125];
                } else {
                  vErrors.push(err125);
                }
                errors++;
              }
            }
            if (data44.code !== void 0 && func0.call(data44, "code")) {
              if (typeof data44.code !== "string") {
                const err126 = { instancePath: instancePath + "/findings/" + i2 + "/code", schemaPath: "#/properties/findings/items/properties/code/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err126];
                } else {
                  vErrors.push(err126);
                }
                errors++;
              }
            }
            if (data44.severity !== void 0 && func0.call(data44, "severity")) {
              let data46 = data44.severity;
              if (!(data46 === "refuse" || data46 === "warning" || data46 === "info")) {
                const err127 = { instancePath: instancePath + "/findings/" + i2 + "/severity", schemaPath: "#/properties/findings/items/properties/severity/enum", keyword: "enum", params: { allowedValues: schema31.properties.findings.items.properties.severity.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err127];
                } else {
                  vErrors.push(err127);
                }
                errors++;
              }
            }
            if (data44.message !== void 0 && func0.call(data44, "message")) {
              if (typeof data44.message !== "string") {
                const err128 = { instancePath: instancePath + "/findings/" + i2 + "/message", schemaPath: "#/properties/findings/items/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err128];
                } else {
                  vErrors.push(err128);
                }
                errors++;
              }
            }
            if (data44.target !== void 0 && func0.call(data44, "target")) {
              let data48 = data44.target;
              if (typeof data48 === "string") {
                if (!pattern4.test(data48)) {
                  const err129 = { instancePath: instancePath + "/findings/" + i2 + "/target", schemaPath: "#/$defs/target/pattern", keyword: "pattern", params: { pattern: "[\\s\\S]" }, message: 'must match pattern "[\\s\\S]"' };
                  if (vErrors === null) {
                    vErrors = [err129];
                  } else {
                    vErrors.push(err129);
                  }
                  errors++;
                }
              } else {
                const err130 = { instancePath: instancePath + "/findings/" + i2 + "/target", schemaPath: "#/$defs/target/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err130];
                } else {
                  vErrors.push(err130);
                }
                errors++;
              }
            }
            if (data44.source !== void 0 && func0.call(data44, "source")) {
              let data49 = data44.source;
              const _errs128 = errors;
              let valid26 = false;
              const _errs129 = errors;
              if (data49 && typeof data49 == "object" && !Array.isArray(data49)) {
                if (data49.file === void 0 || !func0.call(data49, "file")) {
                  const err131 = { instancePath: instancePath + "/findings/" + i2 + "/source", schemaPath: "#/$defs/source/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
                  if (vErrors === null) {
                    vErrors = [err131];
                  } else {
                    vErrors.push(err131);
                  }
                  errors++;
                }
                if (data49.line === void 0 || !func0.call(data49, "line")) {
                  const err132 = { instancePath: instancePath + "/findings/" + i2 + "/source", schemaPath: "#/$defs/source/required", keyword: "required", params: { missingProperty: "line" }, message: "must have required property 'line'" };
                  if (vErrors === null) {
                    vErrors = [err132];
                  } else {
                    vErrors.push(err132);
                  }
                  errors++;
                }
                if (data49.column === void 0 || !func0.call(data49, "column")) {
                  const err133 = { instancePath: instancePath + "/findings/" + i2 + "/source", schemaPath: "#/$defs/source/required", keyword: "required", params: { missingProperty: "column" }, message: "must have required property 'column'" };
                  if (vErrors === null) {
                    vErrors = [err133];
                  } else {
                    vErrors.push(err133);
                  }
                  errors++;
                }
                for (const key8 of Object.keys(data49)) {
                  if (!(key8 === "file" || key8 === "line" || key8 === "column")) {
                    const err134 = { instancePath: instancePath + "/findings/" + i2 + "/source", schemaPath: "#/$defs/source/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 }, message: "must NOT have additional properties" };
                    if (vErrors === null) {
                      vErrors = [err134];
                    } else {
                      vErrors.push(err134);
                    }
                    errors++;
                  }
                }
                if (data49.file !== void 0 && func0.call(data49, "file")) {
                  if (typeof data49.file !== "string") {
                    const err135 = { instancePath: instancePath + "/findings/" + i2 + "/source/file", schemaPath: "#/$defs/source/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err135];
                    } else {
                      vErrors.push(err135);
                    }
                    errors++;
                  }
                }
                if (data49.line !== void 0 && func0.call(data49, "line")) {
                  let data51 = data49.line;
                  if (!(typeof data51 == "number" && (!(data51 % 1) && !isNaN(data51)) && isFinite(data51))) {
                    const err136 = { instancePath: instancePath + "/findings/" + i2 + "/source/line", schemaPath: "#/$defs/source/properties/line/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    if (vErrors === null) {
                      vErrors = [err136];
                    } else {
                      vErrors.push(err136);
                    }
                    errors++;
                  }
                  if (typeof data51 == "number" && isFinite(data51)) {
                    if (data51 < 1 || isNaN(data51)) {
                      const err137 = { instancePath: instancePath + "/findings/" + i2 + "/source/line", schemaPath: "#/$defs/source/properties/line/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      if (vErrors === null) {
                        vErrors = [err137];
                      } else {
                        vErrors.push(err137);
                      }
                      errors++;
                    }
                  }
                }
                if (data49.column !== void 0 && func0.call(data49, "column")) {
                  let data52 = data49.column;
                  if (!(typeof data52 == "number" && (!(data52 % 1) && !isNaN(data52)) && isFinite(data52))) {
                    const err138 = { instancePath: instancePath + "/findings/" + i2 + "/source/column", schemaPath: "#/$defs/source/properties/column/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    if (vErrors === null) {
                      vErrors = [err138];
                    } else {
                      vErrors.push(err138);
                    }
                    errors++;
                  }
                  if (typeof data52 == "number" && isFinite(data52)) {
                    if (data52 < 1 || isNaN(data52)) {
                      const err139 = { instancePath: instancePath + "/findings/" + i2 + "/source/column", schemaPath: "#/$defs/source/properties/column/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      if (vErrors === null) {
                        vErrors = [err139];
                      } else {
                        vErrors.push(err139);
                      }
                      errors++;
                    }
                  }
                }
              } else {
                const err140 = { instancePath: instancePath + "/findings/" + i2 + "/source", schemaPath: "#/$defs/source/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                if (vErrors === null) {
                  vErrors = [err140];
                } else {
                  vErrors.push(err140);
                }
                errors++;
              }
              var _valid6 = _errs129 === errors;
              valid26 = valid26 || _valid6;
              const _errs139 = errors;
              if (data49 !== null) {
                const err141 = { instancePath: instancePath + "/findings/" + i2 + "/source", schemaPath: "#/properties/findings/items/properties/source/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                if (vErrors === null) {
                  vErrors = [err141];
                } else {
                  vErrors.push(err141);
                }
                errors++;
              }
              var _valid6 = _errs139 === errors;
              valid26 = valid26 || _valid6;
              if (!valid26) {
                const err142 = { instancePath: instancePath + "/findings/" + i2 + "/source", schemaPath: "#/properties/findings/items/properties/source/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                if (vErrors === null) {
                  vErrors = [err142];
                } else {
                  vErrors.push(err142);
                }
                errors++;
              } else {
                errors = _errs128;
                if (vErrors !== null) {
                  if (_errs128) {
                    vErrors.length = _errs128;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
            if (data44.overridable !== void 0 && func0.call(data44, "overridable")) {
              if (false !== data44.overridable) {
                const err143 = { instancePath: instancePath + "/findings/" + i2 + "/overridable", schemaPath: "#/properties/findings/items/properties/overridable/const", keyword: "const", params: { allowedValue: false }, message: "must be equal to constant" };
                if (vErrors === null) {
                  vErrors = [err143];
                } else {
                  vErrors.push(err143);
                }
                errors++;
              }
            }
          } else {
            const err144 = { instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err144];
            } else {
              vErrors.push(err144);
            }
            errors++;
          }
        }
      } else {
        const err145 = { instancePath: instancePath + "/findings", schemaPath: "#/properties/findings/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err145];
        } else {
          vErrors.push(err145);
        }
        errors++;
      }
    }
    if (data.calls !== void 0 && func0.call(data, "calls")) {
      let data54 = data.calls;
      if (Array.isArray(data54)) {
        const len3 = data54.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data55 = data54[i3];
          if (data55 && typeof data55 == "object" && !Array.isArray(data55)) {
            if (data55.id === void 0 || !func0.call(data55, "id")) {
              const err146 = { instancePath: instancePath + "/calls/" + i3, schemaPath: "#/properties/calls/items/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
              if (vErrors === null) {
                vErrors = [err146];
              } else {
                vErrors.push(err146);
              }
              errors++;
            }
            if (data55.method === void 0 || !func0.call(data55, "method")) {
              const err147 = { instancePath: instancePath + "/calls/" + i3, schemaPath: "#/properties/calls/items/required", keyword: "required", params: { missingProperty: "method" }, message: "must have required property 'method'" };
              if (vErrors === null) {
                vErrors = [err147];
              } else {
                vErrors.push(err147);
              }
              errors++;
            }
            if (data55.path === void 0 || !func0.call(data55, "path")) {
              const err148 = { instancePath: instancePath + "/calls/" + i3, schemaPath: "#/properties/calls/items/required", keyword: "required", params: { missingProperty: "path" }, message: "must have required property 'path'" };
              if (vErrors === null) {
                vErrors = [err148];
              } else {
                vErrors.push(err148);
              }
              errors++;
            }
            if (data55.replaces === void 0 || !func0.call(data55, "replaces")) {
              const err149 = { instancePath: instancePath + "/calls/" + i3, schemaPath: "#/properties/calls/items/required", keyword: "required", params: { missingProperty: "replaces" }, message: "must have required property 'replaces'" };
              if (vErrors === null) {
                vErrors = [err149];
              } else {
                vErrors.push(err149);
              }
              errors++;
            }
            if (data55.targets === void 0 || !func0.call(data55, "targets")) {
              const err150 = { instancePath: instancePath + "/calls/" + i3, schemaPath: "#/properties/calls/items/required", keyword: "required", params: { missingProperty: "targets" }, message: "must have required property 'targets'" };
              if (vErrors === null) {
                vErrors = [err150];
              } else {
                vErrors.push(err150);
              }
              errors++;
            }
            for (const key9 of Object.keys(data55)) {
              if (!(key9 === "id" || key9 === "method" || key9 === "path" || key9 === "replaces" || key9 === "targets")) {
                const err151 = { instancePath: instancePath + "/calls/" + i3, schemaPath: "#/properties/calls/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err151];
                } else {
                  vErrors.push(err151);
                }
                errors++;
              }
            }
            if (data55.id !== void 0 && func0.call(data55, "id")) {
              let data56 = data55.id;
              if (typeof data56 === "string") {
                if (!pattern4.test(data56)) {
                  const err152 = { instancePath: instancePath + "/calls/" + i3 + "/id", schemaPath: "#/properties/calls/items/properties/id/pattern", keyword: "pattern", params: { pattern: "[\\s\\S]" }, message: 'must match pattern "[\\s\\S]"' };
                  if (vErrors === null) {
                    vErrors = [err152];
                  } else {
                    vErrors.push(err152);
                  }
                  errors++;
                }
              } else {
                const err153 = { instancePath: instancePath + "/calls/" + i3 + "/id", schemaPath: "#/properties/calls/items/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err153];
                } else {
                  vErrors.push(err153);
                }
                errors++;
              }
            }
            if (data55.method !== void 0 && func0.call(data55, "method")) {
              let data57 = data55.method;
              if (!(data57 === "POST" || data57 === "PUT")) {
                const err154 = { instancePath: instancePath + "/calls/" + i3 + "/method", schemaPath: "#/properties/calls/items/properties/method/enum", keyword: "enum", params: { allowedValues: schema31.properties.calls.items.properties.method.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err154];
                } else {
                  vErrors.push(err154);
                }
                errors++;
              }
            }
            if (data55.path !== void 0 && func0.call(data55, "path")) {
              let data58 = data55.path;
              if (typeof data58 === "string") {
                if (!pattern17.test(data58)) {
                  const err155 = { instancePath: instancePath + "/calls/" + i3 + "/path", schemaPath: "#/properties/calls/items/properties/path/pattern", keyword: "pattern", params: { pattern: "^/" }, message: 'must match pattern "^/"' };
                  if (vErrors === null) {
                    vErrors = [err155];
                  } else {
                    vErrors.push(err155);
                  }
                  errors++;
                }
              } else {
                const err156 = { instancePath: instancePath + "/calls/" + i3 + "/path", schemaPath: "#/properties/calls/items/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err156];
                } else {
                  vErrors.push(err156);
                }
                errors++;
              }
            }
            if (data55.replaces !== void 0 && func0.call(data55, "replaces")) {
              if (typeof data55.replaces !== "boolean") {
                const err157 = { instancePath: instancePath + "/calls/" + i3 + "/replaces", schemaPath: "#/properties/calls/items/properties/replaces/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
                if (vErrors === null) {
                  vErrors = [err157];
                } else {
                  vErrors.push(err157);
                }
                errors++;
              }
            }
            if (data55.targets !== void 0 && func0.call(data55, "targets")) {
              let data60 = data55.targets;
              if (Array.isArray(data60)) {
                const len4 = data60.length;
                for (let i4 = 0; i4 < len4; i4++) {
                  let data61 = data60[i4];
                  if (typeof data61 === "string") {
                    if (!pattern4.test(data61)) {
                      const err158 = { instancePath: instancePath + "/calls/" + i3 + "/targets/" + i4, schemaPath: "#/$defs/target/pattern", keyword: "pattern", params: { pattern: "[\\s\\S]" }, message: 'must match pattern "[\\s\\S]"' };
                      if (vErrors === null) {
                        vErrors = [err158];
                      } else {
                        vErrors.push(err158);
                      }
                      errors++;
                    }
                  } else {
                    const err159 = { instancePath: instancePath + "/calls/" + i3 + "/targets/" + i4, schemaPath: "#/$defs/target/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err159];
                    } else {
                      vErrors.push(err159);
                    }
                    errors++;
                  }
                }
              } else {
                const err160 = { instancePath: instancePath + "/calls/" + i3 + "/targets", schemaPath: "#/properties/calls/items/properties/targets/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                  vErrors = [err160];
                } else {
                  vErrors.push(err160);
                }
                errors++;
              }
            }
          } else {
            const err161 = { instancePath: instancePath + "/calls/" + i3, schemaPath: "#/properties/calls/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err161];
            } else {
              vErrors.push(err161);
            }
            errors++;
          }
        }
      } else {
        const err162 = { instancePath: instancePath + "/calls", schemaPath: "#/properties/calls/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err162];
        } else {
          vErrors.push(err162);
        }
        errors++;
      }
    }
    if (data.fingerprints !== void 0 && func0.call(data, "fingerprints")) {
      let data62 = data.fingerprints;
      if (data62 && typeof data62 == "object" && !Array.isArray(data62)) {
        for (const key10 of Object.keys(data62)) {
          let data63 = data62[key10];
          if (typeof data63 === "string") {
            if (!pattern9.test(data63)) {
              const err163 = { instancePath: instancePath + "/fingerprints/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/fingerprints/additionalProperties/pattern", keyword: "pattern", params: { pattern: "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$" }, message: 'must match pattern "^hmac:[0-9a-f]{8}:[0-9a-f]{16}$"' };
              if (vErrors === null) {
                vErrors = [err163];
              } else {
                vErrors.push(err163);
              }
              errors++;
            }
          } else {
            const err164 = { instancePath: instancePath + "/fingerprints/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/fingerprints/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err164];
            } else {
              vErrors.push(err164);
            }
            errors++;
          }
        }
      } else {
        const err165 = { instancePath: instancePath + "/fingerprints", schemaPath: "#/properties/fingerprints/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err165];
        } else {
          vErrors.push(err165);
        }
        errors++;
      }
    }
    if (data.unmanaged !== void 0 && func0.call(data, "unmanaged")) {
      let data64 = data.unmanaged;
      if (Array.isArray(data64)) {
        const len5 = data64.length;
        for (let i5 = 0; i5 < len5; i5++) {
          if (typeof data64[i5] !== "string") {
            const err166 = { instancePath: instancePath + "/unmanaged/" + i5, schemaPath: "#/properties/unmanaged/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err166];
            } else {
              vErrors.push(err166);
            }
            errors++;
          }
        }
      } else {
        const err167 = { instancePath: instancePath + "/unmanaged", schemaPath: "#/properties/unmanaged/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err167];
        } else {
          vErrors.push(err167);
        }
        errors++;
      }
    }
  } else {
    const err168 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err168];
    } else {
      vErrors.push(err168);
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
