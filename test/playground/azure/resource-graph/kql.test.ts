import assert from 'node:assert/strict';
import { KqlSyntaxError, parseKql, runKql } from '../../../../playground/azure/resource-graph/kql.ts';

const ROWS = [
  { name: 'b', type: 'x/y', properties: { hostName: "it's.here" } },
  { name: 'A', type: 'X/Y', properties: { hostName: 'there' } },
];

const run = (query: string) => runKql(parseKql(query), ROWS);

describe('the query reader of the simulated Resource Graph', () => {
  it('compares with and without case', () => {
    assert.equal(run("resources | where type =~ 'X/y'").length, 2);
    assert.equal(run("resources | where type == 'x/y'").length, 1);
    assert.equal(run("resources | where name in~ ('a', 'z')").length, 1);
  });

  it('reads escaped quotes and nested properties', () => {
    assert.deepEqual(run("resources | where properties.hostName =~ 'IT\\'S.here' | project name"), [{ name: 'b' }]);
  });

  it('takes quoted text as text, whatever is in it', () => {
    assert.deepEqual(run("resources | where name =~ 'x\\' or 1 == 1 | project secret'"), []);
  });

  it('projects, renames, orders and cuts', () => {
    assert.deepEqual(
      run('resources | project name, host = tostring(properties.hostName) | order by name asc | take 1'),
      [{ name: 'A', host: 'there' }],
    );
    assert.deepEqual(run('resources | project properties.hostName | take 1'), [{ properties_hostName: "it's.here" }]);
  });

  it('refuses what it does not know, with the place', () => {
    assert.throws(() => parseKql('resources | summarize count()'), new KqlSyntaxError(12, 'summarize'));
    assert.throws(() => parseKql("resources | where name =~ 'open"), KqlSyntaxError);
    assert.throws(() => parseKql("resources | where name =~ 'a' or name =~ 'b'"), KqlSyntaxError);
  });
});
