import { dnsLabel, pathSegment } from '../metadata/names.ts';
import type { Part } from './part.ts';
import { containerResource } from './resource-names.ts';
import { checkPositive } from './resources.ts';

/** What metrics can be about, and the field that says so. */
const SOURCES: Readonly<Record<string, { readonly field: string; readonly check: (source: Part) => void }>> =
  {
    ContainerResource: { field: 'containerResource', check: checkContainerResource },
    External: { field: 'external', check: checkExternal },
    Object: { field: 'object', check: checkObject },
    Pods: { field: 'pods', check: checkPods },
    Resource: { field: 'resource', check: checkResource },
  };

/** What an autoscaler looks at (k8s.io/kubernetes pkg/apis/autoscaling/validation, validateMetrics). */
export function checkMetrics(metrics: Part): void {
  for (const metric of metrics.items) {
    const type = metric.at('type');
    const known = type.requireText() && type.oneOf(Object.keys(SOURCES));
    for (const [name, { field, check }] of Object.entries(SOURCES)) {
      const source = metric.at(field);
      if (source.exists) check(source);
      if (!known) continue;
      if (name === type.text && !source.exists) source.require(`is required for the type ${name}`);
      else if (name !== type.text) source.forbidIfSet(`for the type ${type.text}`);
    }
  }
}

/** An object by its kind and its name. */
export function checkTarget(reference: Part): void {
  for (const field of ['kind', 'name']) reference.at(field).expectRequired(pathSegment);
}

function checkObject(source: Part): void {
  checkTarget(source.at('describedObject'));
  checkIdentifier(source.at('metric'));
  const target = checkValues(source.at('target'));
  if (count(target, ['averageValue', 'value']) === 0)
    target.invalid('Expected value or averageValue, found neither.');
}

function checkExternal(source: Part): void {
  checkIdentifier(source.at('metric'));
  const target = checkValues(source.at('target'));
  expectOne(target, ['averageValue', 'value']);
}

function checkPods(source: Part): void {
  checkIdentifier(source.at('metric'));
  const target = checkValues(source.at('target'));
  if (!target.at('averageValue').exists) target.at('averageValue').require('is required for pods');
}

function checkResource(source: Part): void {
  source.at('name').requireText();
  expectOne(checkValues(source.at('target')), ['averageUtilization', 'averageValue']);
}

function checkContainerResource(source: Part): void {
  if (source.at('name').requireText()) source.at('name').expect(containerResource);
  if (source.at('container').requireText()) source.at('container').expect(dnsLabel);
  expectOne(checkValues(source.at('target')), ['averageUtilization', 'averageValue']);
}

/** The server does not look at the selector (validateMetricIdentifier). */
function checkIdentifier(metric: Part): void {
  metric.at('name').expectRequired(pathSegment);
}

function checkValues(target: Part): Part {
  const type = target.at('type');
  if (type.requireText()) type.oneOf(['AverageValue', 'Utilization', 'Value']);
  for (const field of ['averageValue', 'value']) checkPositive(target.at(field));
  if (target.at('averageUtilization').exists) target.at('averageUtilization').atLeast(1);
  return target;
}

function count(target: Part, fields: readonly string[]): number {
  return fields.filter((field) => target.at(field).exists).length;
}

function expectOne(target: Part, fields: readonly string[]): void {
  const found = count(target, fields);
  if (found !== 1) target.invalid(`Expected one of ${fields.join(' and ')}, found ${found}.`);
}
