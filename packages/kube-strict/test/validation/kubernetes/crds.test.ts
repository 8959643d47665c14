import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { crdFiles } from '../support/catalogs.ts';
import { at, crd, selectable, selectedBy } from '../support/crds.ts';
import { kubernetesProblems } from '../support/judge.ts';
import { accepts, refuses } from '../support/verdicts.ts';

describe('a CustomResourceDefinition', () => {
  const group = (name: string, annotations: object = {}): object =>
    crd({ group: name }, {}, { name: `widgets.${name}`, annotations });
  accepts({
    little: crd({}),
    'names in full': crd({
      names: {
        plural: 'widgets',
        singular: 'widget',
        kind: 'Widget',
        listKind: 'WidgetList',
        shortNames: ['w'],
        categories: ['all'],
      },
    }),
    'a group of the community that was reviewed': group('a.k8s.io', {
      'api-approved.kubernetes.io': 'https://example.com/1',
    }),
    'a group of the community that was not, as it says': group('a.kubernetes.io', {
      'api-approved.kubernetes.io': 'unapproved, a test',
    }),
    'a scale': crd(
      {},
      {
        subresources: {
          scale: { specReplicasPath: '.spec.r', statusReplicasPath: '.status.r', labelSelectorPath: '' },
        },
      },
    ),
    columns: crd(
      {},
      { additionalPrinterColumns: [{ name: 'A', type: 'date', jsonPath: '.metadata.creationTimestamp' }] },
    ),
    'a warning': crd({}, { deprecated: true, deprecationWarning: 'Do not use this.' }),
    'a warning of a blank': crd({}, { deprecated: true, deprecationWarning: ' ' }),
    'fields to list by': selectable(['.spec.color', '.spec.count']),
    'an empty webhook for no conversion': crd({ conversion: { strategy: 'None', webhook: {} } }),
    'a conversion': crd({
      conversion: {
        strategy: 'Webhook',
        webhook: {
          clientConfig: { service: { name: 's', namespace: 'n' } },
          conversionReviewVersions: ['v1'],
        },
      },
    }),
  });
  refuses({
    'another name': [crd({}, {}, { name: 'gadgets.example.com' }), 'api/metadata-name /metadata/name'],
    'a group without a dot': [group('example'), 'api/format /spec/group'],
    'a group of the community without a review': [
      group('a.k8s.io'),
      'api/required /metadata/annotations/api-approved.kubernetes.io',
    ],
    'a scope that does not exist': [crd({ scope: 'Any' }), 'api/enum /spec/scope'],
    'one name for one and many': [
      crd({ names: { plural: 'widgets', kind: 'Widget', listKind: 'Widget' } }),
      'api/invalid-value /spec/names/listKind',
    ],
    'nothing that is stored': [crd({}, { storage: false }), 'api/invalid-value /spec/versions'],
    'no schema': [crd({}, { schema: undefined }), `api/required ${at}`],
    'fields that nobody knows': [
      crd({ preserveUnknownFields: true }),
      'api/invalid-value /spec/preserveUnknownFields',
    ],
    'a warning of what is fine': [
      crd({}, { deprecationWarning: 'a' }),
      'api/forbidden /spec/versions/0/deprecationWarning',
    ],
    'a warning that cannot be printed': [
      crd({}, { deprecated: true, deprecationWarning: 'a\n' }),
      'api/format /spec/versions/0/deprecationWarning',
    ],
    'a list by what is not there': [selectable(['.spec.size']), `api/invalid-value ${selectedBy(0)}`],
    'a list by an object': [selectable(['.spec']), `api/invalid-value ${selectedBy(0)}`],
    'a list by a field in brackets': [selectable([".spec['color']"]), `api/invalid-value ${selectedBy(0)}`],
    'a list by the name': [selectable(['.metadata.name']), `api/invalid-value ${selectedBy(0)}`],
    'a list by one field twice': [
      selectable(['.spec.color', '.spec.color']),
      `api/duplicate ${selectedBy(1)}`,
    ],
    'a list by more than eight fields': [
      selectable('abcdefghi'.split('').map((name) => `.spec.map.${name}`)),
      'api/length /spec/versions/0/selectableFields',
    ],
    'a scale of its metadata': [
      crd(
        {},
        { subresources: { scale: { specReplicasPath: '.metadata.r', statusReplicasPath: '.status.r' } } },
      ),
      'api/format /spec/versions/0/subresources/scale/specReplicasPath',
    ],
    'a column of no type': [
      crd({}, { additionalPrinterColumns: [{ name: 'A', type: 'text', jsonPath: '.a' }] }),
      'api/enum /spec/versions/0/additionalPrinterColumns/0/type',
    ],
    'a webhook for no conversion': [
      crd({ conversion: { strategy: 'None', webhook: { conversionReviewVersions: ['v1'] } } }),
      'api/forbidden /spec/conversion/webhook',
    ],
  });
});

describe('the definitions of this repository', () => {
  it.each(crdFiles)('are accepted: %s', (file) => {
    expect(kubernetesProblems(load(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
