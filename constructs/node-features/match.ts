/** Match expressions with the same operator for several features; the generated types have an enum for each place. */
export function each<Op>(op: Op, ...features: string[]): Record<string, { readonly op: Op }> {
  return Object.fromEntries(features.map((feature) => [feature, { op }]));
}
