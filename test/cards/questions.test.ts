import assert from 'node:assert/strict';
import { checkingCard } from '../../src/cards/checking-card.ts';
import { helpCard } from '../../src/cards/help-card.ts';
import { instancePickerCard } from '../../src/cards/instance-picker-card.ts';
import { phraseOf } from '../../src/cards/phrases.ts';
import { unclearCard } from '../../src/cards/unclear-card.ts';
import { ofType, read } from './walk.ts';

const instances = Array.from({ length: 8 }, (_, i) => ({ value: `/i/${i}`, name: `plant-${i}`, detail: 'rg-plants' }));

describe('the instance picker', () => {
  it('lists a few instances to read', () => {
    const [input] = ofType(
      instancePickerCard({ id: 'd-1', instances: instances.slice(0, 5), more: 0 }),
      'Input.ChoiceSet',
    );
    assert.equal(input?.style, 'expanded');
    assert.deepEqual(Object(input).choices[0], { title: 'plant-0 – rg-plants', value: '/i/0' });
  });

  it('lets one search in many', () => {
    const card = instancePickerCard({ id: 'd-1', instances, more: 4 });
    assert.equal(ofType(card, 'Input.ChoiceSet')[0]?.style, 'filtered');
    assert.match(read(card), /4 more are not listed\. Not there\? Send me its host name/);
  });

  it('sends the choice with the diagnosis it belongs to', () => {
    const [action] = ofType(instancePickerCard({ id: 'd-1', instances, more: 0 }), 'Action.Execute');
    assert.deepEqual(action?.data, { verb: 'symptoms.confirm', id: 'd-1' });
    assert.equal(action?.associatedInputs, 'auto');
  });
});

describe('the checking card', () => {
  it('says what was understood, what is in and what is awaited', () => {
    const text = read(checkingCard({ what: 'plant-a', done: ['your roles'], waiting: ['names'] }));
    assert.equal(text, 'Checking…\nplant-a\n✓ your roles\nWaiting for names');
  });
});

describe('the question which service it was', () => {
  it('is answered with a click that says it in words', () => {
    const said = ofType(unclearCard(), 'Action.Execute').map(({ data }) => phraseOf((data as { id: string }).id));
    assert.deepEqual(said, [
      "I'm getting 403 on Azure Digital Twins",
      '403 on Azure Storage',
      '403 on Azure IoT Hub',
      '403 on Azure Key Vault',
    ]);
  });
});

describe('help', () => {
  it('promises an assignment only where the bot makes one', () => {
    assert.match(read(helpCard({ approvals: 'off' })), /I change nothing in Azure/);
    assert.match(read(helpCard({ approvals: 'bot-identity' })), /only after an Owner has approved/);
  });
});
