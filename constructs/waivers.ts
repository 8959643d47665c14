/**
 * Annotations by which an object says why it needs what a policy rule warns of, for whoever reviews it.
 *
 * @param reasons by the name of the rule, without `policy/`
 */
export function waivers(reasons: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reasons).map(([rule, reason]) => [`policy.coco-gitops/${rule}`, reason]),
  );
}
