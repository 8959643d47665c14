/** Pod annotation that makes admission use this SecurityContextConstraints and no other (OpenShift 4.14 and newer). */
export function requiredScc(scc: string): Record<string, string> {
  return { 'openshift.io/required-scc': scc };
}
