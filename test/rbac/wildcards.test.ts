import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchesAction } from '../../src/rbac/wildcards.ts';

const matching: [pattern: string, action: string][] = [
  ['Microsoft.DigitalTwins/query/action', 'Microsoft.DigitalTwins/query/action'],
  ['microsoft.digitaltwins/QUERY/action', 'Microsoft.DigitalTwins/query/action'],
  ['*', 'Microsoft.DigitalTwins/query/action'],
  ['*', ''],
  ['Microsoft.DigitalTwins/digitaltwins/*', 'Microsoft.DigitalTwins/digitaltwins/read'],
  ['Microsoft.DigitalTwins/digitaltwins/*', 'Microsoft.DigitalTwins/digitaltwins/relationships/read'],
  ['*/read', 'Microsoft.DigitalTwins/digitaltwins/relationships/read'],
  ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/roleAssignments/write'],
  ['Microsoft.*/*/*/read', 'Microsoft.DigitalTwins/digitaltwins/relationships/read'],
  ['**/read', 'Microsoft.DigitalTwins/models/read'],
  ['a*b', 'ab'],
];

const differing: [pattern: string, action: string][] = [
  ['Microsoft.DigitalTwins/query/action', 'Microsoft.DigitalTwins/query/actions'],
  ['Microsoft.DigitalTwins/*/read', 'Microsoft.DigitalTwins/query/action'],
  ['Microsoft.DigitalTwins/digitaltwins/*', 'Microsoft.DigitalTwins/digitaltwins'],
  ['Microsoft.Authorization/*/Write', 'Microsoft.DigitalTwins/models/write'],
  ['ab*ba', 'aba'],
  ['a*bc*bc', 'abc'],
  ['a*x*c', 'abc'],
  // Other wildcards of shells and regular expressions are plain characters here.
  ['Microsoft.DigitalTwins/quer?/action', 'Microsoft.DigitalTwins/query/action'],
  ['MicrosoftXDigitalTwins', 'Microsoft.DigitalTwins'],
  ['', 'Microsoft.DigitalTwins/query/action'],
];

describe('an action pattern of a role', () => {
  for (const [pattern, action] of matching)
    it(`'${pattern}' covers '${action}'`, () => assert.equal(matchesAction(pattern, action), true));

  for (const [pattern, action] of differing)
    it(`'${pattern}' does not cover '${action}'`, () => assert.equal(matchesAction(pattern, action), false));

  it('agrees with a plain definition of the star', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    const stars = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 6 });
    fc.assert(
      fc.property(stars, letters, (pattern, action) => matchesAction(pattern, action) === star(pattern, action)),
    );
  });

  it('judges a pattern of a thousand stars', () => {
    assert.equal(matchesAction('*a'.repeat(1000), `${'a'.repeat(5000)}b`), false);
    assert.equal(matchesAction('*a'.repeat(1000), 'a'.repeat(5000)), true);
  });
});

/** Tries every length for the first star. */
function star(pattern: string, action: string): boolean {
  if (pattern === '') return action === '';
  if (!pattern.startsWith('*')) return pattern[0] === action[0] && star(pattern.slice(1), action.slice(1));
  return Array.from({ length: action.length + 1 }, (_, taken) => taken).some((taken) =>
    star(pattern.slice(1), action.slice(taken)),
  );
}
