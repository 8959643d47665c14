import { App } from 'cdk8s';
import { type KubernetesObject, NamedChart, objectsOf } from '../../../constructs/kubernetes-object.ts';

/** The objects of what is added to a chart of its own, in the order in which they were made. */
export function render(add: (chart: NamedChart) => unknown): KubernetesObject[] {
  const chart = new NamedChart(new App(), 'test');
  add(chart);
  return objectsOf(chart);
}
