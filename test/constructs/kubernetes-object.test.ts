import { ApiObject, App } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { NamedChart, objectsOf } from '../../constructs/kubernetes-object.ts';

const configMap = (name?: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { ...(name === undefined ? {} : { name }) },
});

function chart(): NamedChart {
  return new NamedChart(new App(), 'stage');
}

/** A construct whose own validation has something to say. */
class Wrong extends Construct {
  constructor(scope: Construct, id: string, messages: string[]) {
    super(scope, id);
    this.node.addValidation({ validate: () => messages });
  }
}

describe('the objects below a construct', () => {
  it('come in the order in which they were made, at any depth', () => {
    const stage = chart();
    new ApiObject(stage, 'z', configMap('z'));
    new ApiObject(new Construct(stage, 'inner'), 'b', configMap('b'));
    new ApiObject(stage, 'a', configMap('a'));
    expect(objectsOf(stage)).toEqual([configMap('z'), configMap('b'), configMap('a')]);
  });

  it('are those below that construct alone', () => {
    const stage = chart();
    const inner = new Construct(stage, 'inner');
    new ApiObject(inner, 'b', configMap('b'));
    new ApiObject(stage, 'a', configMap('a'));
    expect(objectsOf(inner)).toEqual([configMap('b')]);
    expect(objectsOf(chart())).toEqual([]);
  });

  it('keep the name that they were given, without a hash or the name of the chart', () => {
    const stage = chart();
    const object = new ApiObject(stage, 'some-id', configMap('given'));
    expect(object.name).toBe('given');
    expect(objectsOf(stage)).toEqual([configMap('given')]);
  });

  it('must be named: a generated name would change with the tree', () => {
    const stage = chart();
    expect(() => new ApiObject(stage, 'unnamed', configMap())).toThrow('stage/unnamed has no metadata.name');
    expect(() => new ApiObject(new Construct(stage, 'inner'), 'too', configMap())).toThrow(
      'stage/inner/too has no metadata.name',
    );
  });

  it('are not given out while a construct finds itself wrong; every message of every construct is named', () => {
    const stage = chart();
    new ApiObject(stage, 'good', configMap('good'));
    const outer = new Wrong(stage, 'outer', ['expected an image', 'expected a node']);
    new Wrong(outer, 'inner', ['expected a port']);
    new Wrong(stage, 'content', []);
    expect(() => objectsOf(stage)).toThrow(
      new Error(
        '[stage/outer] expected an image\n[stage/outer] expected a node\n[stage/outer/inner] expected a port',
      ),
    );
  });
});
