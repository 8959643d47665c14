/**
 * Whether the confidential computing manager has to be told its namespace: version 0.3.0, of operator 26.3, looks for
 * pods in `gpu-operator` otherwise and loops on 403 (seen on hardware with 26.3.0).
 *
 * @param csv ClusterServiceVersion, such as `gpu-operator-certified.v26.3.0`; undefined when the version is open
 */
export function needsOperatorNamespace(csv: string | undefined): boolean {
  const version = /\.v(\d+)\.(\d+)\./.exec(csv ?? '');
  return version === null || (version[1] === '26' && version[2] === '3');
}
