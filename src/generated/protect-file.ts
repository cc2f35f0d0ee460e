// Generated from schemas/protect.schema.json by `npm run generate`. Do not edit.

/**
 * Version of this file format: 1.
 */
type Version = 1;
/**
 * settings.KEY, custom.KEY, clients.ALIAS.settings.KEY, clients.ALIAS.custom.KEY, clients.ALIAS.features, clients.ALIAS or global; * stands for any run of characters. @ID, the id of a client, may stand for ALIAS: it survives another alias. A global key is protected against new overrides of clients too.
 */
type Target = string;
/**
 * Why it is protected.
 */
type Reason = string;
/**
 * Targets that no plan may change or remove.
 *
 * @maxItems 1000
 */
type Protect = Protection[];
/**
 * Hosts that URL settings may lead to: www.example.com, or *.example.com for all hosts below it. With this list, a plan that leads one to a host that is neither here nor in the live application is refused.
 *
 * @maxItems 1000
 */
type Hosts = string[];

/**
 * capstan.protect.yaml: what may never change or go, and which hosts URL settings may lead to.
 */
export interface ProtectFile {
  version: Version;
  protect: Protect;
  hosts?: Hosts;
}
/**
 * One target and why it is protected.
 */
interface Protection {
  target: Target;
  reason: Reason;
}
