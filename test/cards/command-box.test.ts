import assert from 'node:assert/strict';
import { commandBox } from '../../src/cards/command-box.ts';

function linesOf(command: string): unknown[] {
  const box = commandBox(command);
  assert.equal(box.type, 'CodeBlock');
  return 'fallback' in box
    ? box.fallback.items.flatMap((item) => ('inlines' in item ? [item.inlines[0]?.text] : []))
    : [];
}

describe('a command', () => {
  it('is code to copy in one piece, where the client knows code', () => {
    const command = 'az dt role-assignment create --dt-name plant-a --role "Azure Digital Twins Data Reader"';
    const box = commandBox(command);
    assert.deepEqual('codeSnippet' in box && [box.codeSnippet, box.language], [command, 'Bash']);
  });

  it('elsewhere has an option a line, as a shell reads it, so that no line ends within a hyphened name', () => {
    assert.deepEqual(
      linesOf('az dt role-assignment create --dt-name plant-a --role "Azure Digital Twins Data Reader"'),
      ['az dt role-assignment create \\', '--dt-name plant-a \\', '--role "Azure Digital Twins Data Reader"'],
    );
    assert.deepEqual(linesOf('az login'), ['az login']);
  });

  it('is the same command in both forms', () => {
    for (const command of [
      `az rest --method put --uri "https://x/y?a=1" --body '{"a": "b --c"}'`,
      'az role assignment create --condition "a --b" --scope "/x"',
      'az x --note "never closed --y --z',
    ])
      assert.equal(linesOf(command).join('\n').replaceAll(' \\\n', ' '), command);
  });

  it('keeps what is in quotes on one line', () => {
    assert.deepEqual(linesOf(`az x --note "it's --all one" --body '{"q": "--y"}'`), [
      'az x \\',
      `--note "it's --all one" \\`,
      `--body '{"q": "--y"}'`,
    ]);
  });

  it('is in a box alone where it is so long that the card would not stay small', () => {
    assert.equal(commandBox(`az x --condition "${'A OR '.repeat(300)}B"`).type, 'Container');
  });
});
