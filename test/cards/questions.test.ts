import assert from 'node:assert/strict';
import { checkingCard } from '../../src/cards/checking-card.ts';
import { helpCard } from '../../src/cards/help-card.ts';
import { phraseOf } from '../../src/cards/phrases.ts';
import { type Question, questionCard } from '../../src/cards/question-card.ts';
import { secretCard, typedSecretCard } from '../../src/cards/secret-card.ts';
import { unclearCard } from '../../src/cards/unclear-card.ts';
import { ofType, read } from './walk.ts';

const instances = Array.from({ length: 8 }, (_, i) => ({ value: `/i/${i}`, name: `plant-${i}`, detail: 'rg-plants' }));

const inputs = (card: ReturnType<typeof questionCard>) =>
  [...ofType(card, 'Input.ChoiceSet'), ...ofType(card, 'Input.Text')].map(({ id }) => id);

describe('the one question before a diagnosis', () => {
  it('lists a few instances to read', () => {
    const card = questionCard({ id: 'd-1', instance: { choices: instances.slice(0, 5), more: 0 } });
    const [input] = ofType(card, 'Input.ChoiceSet');
    assert.equal(input?.style, 'expanded');
    assert.deepEqual(Object(input).choices[0], { title: 'plant-0 – rg-plants', value: '/i/0' });
    assert.equal(Object(input).value, undefined, 'none is chosen for the reader');
  });

  it('lets one search in many', () => {
    const card = questionCard({ id: 'd-1', instance: { choices: instances, more: 4 } });
    assert.equal(ofType(card, 'Input.ChoiceSet')[0]?.style, 'filtered');
    assert.match(read(card), /4 more are not listed\. Not there\? Send me its host name/);
  });

  it('has the instance asked about last chosen, if it is one of them', () => {
    const chosen = (preselected: string) =>
      ofType(questionCard({ id: 'd-1', instance: { choices: instances, more: 0, preselected } }), 'Input.ChoiceSet')[0]
        ?.value;
    assert.equal(chosen('/i/3'), '/i/3');
    assert.equal(chosen('/i/gone'), undefined);
  });

  it('asks all that is missing at once, and nothing else', () => {
    const instance = { choices: instances.slice(0, 2), more: 0 };
    const everything = questionCard({ id: 'd-1', instance, caller: { preselected: 'me' }, tried: true });
    assert.deepEqual(inputs(everything), ['instance', 'who', 'tried', 'caller']);
    assert.deepEqual(inputs(questionCard({ id: 'd-1', instance })), ['instance']);
    assert.deepEqual(inputs(questionCard({ id: 'd-1', caller: { preselected: 'app' } })), ['who', 'caller']);
  });

  it('can be sent as it is, but for the instance', () => {
    const card = questionCard({
      id: 'd-1',
      instance: { choices: instances, more: 0 },
      caller: { preselected: 'me' },
      tried: true,
    });
    const choices = ofType(card, 'Input.ChoiceSet').map(({ id, value, isRequired }) => [id, value, isRequired]);
    assert.deepEqual(choices, [
      ['instance', undefined, true],
      ['who', 'me', undefined],
      ['tried', 'unsure', undefined],
    ]);
  });

  it('says what is needed of whom somebody spoke of without a name', () => {
    const card = questionCard({ id: 'd-1', caller: { preselected: 'app', hint: 'Which app? Send me its app id.' } });
    assert.match(read(card), /^Whose access\?\nWhich app\? Send me its app id\./);
  });

  it('names the status that was reported, and none where none was', () => {
    const instance = { choices: instances.slice(0, 2), more: 0 };
    const caller = { preselected: 'me' } as const;
    assert.match(read(questionCard({ id: 'd-1', status: 401, instance, caller })), /^Which instance answered 401\?/);
    assert.equal(
      ofType(questionCard({ id: 'd-1', status: 401, caller }), 'Input.ChoiceSet')[0]?.label,
      'Who gets the 401',
    );
    assert.match(read(questionCard({ id: 'd-1', instance })), /^Which instance is it\?/);
    assert.match(read(questionCard({ id: 'd-1', forRequest: true, instance })), /^Which instance is it\?/);
  });

  it('sends the answers with the diagnosis they belong to', () => {
    const [action] = ofType(questionCard({ id: 'd-1', instance: { choices: instances, more: 0 } }), 'Action.Execute');
    assert.deepEqual(action?.data, { verb: 'symptoms.confirm', id: 'd-1' });
    assert.equal(action?.associatedInputs, 'auto');
  });
});

describe('the card about a secret', () => {
  it('names each kind once and says how to make it worthless', () => {
    const text = read(secretCard(['jwt', 'bearer-token', 'client-secret']));
    assert.match(text, /I saw an access token, a client secret and neither stored nor passed it on/);
    assert.match(text, /Client secret: Add a new one under Certificates & secrets/);
    assert.equal(text.match(/Access token: /g)?.length, 1);
  });

  it('says of what was typed into a form that it was taken out, and names the writer to those who read along', () => {
    const text = read(typedSecretCard(['password', 'identity-header']));
    assert.match(
      text,
      /^There was a secret in what you typed\nI saw a password, the header of a managed identity and took/,
    );
    assert.match(text, /Password: Change it\.\nThe header of a managed identity: Azure changes it by itself/);
    assert.match(read(typedSecretCard(['password'], 'Alex Wilber')), /^There was a secret in what Alex Wilber typed/);
  });

  it('knows what to say of a kind that it does not know', () => {
    assert.match(read(secretCard(['new-kind'])), /a secret \(new kind\).*Replace it/s);
  });
});

describe('the checking card', () => {
  it('says what was understood, what is in and what is awaited', () => {
    const text = read(checkingCard({ what: 'plant-a', done: ['your roles'], waiting: ['names'] }));
    assert.equal(text, 'Checking…\nplant-a\n✓ your roles\nWaiting for names');
  });
});

describe('the question which service it was', () => {
  const everything: Question = {
    id: 'd-1',
    instance: { choices: instances.slice(0, 2), more: 0 },
    caller: { preselected: 'me' },
    tried: true,
  };
  const clicks = (card: ReturnType<typeof questionCard>) =>
    ofType(card, 'Action.Execute').map(({ title, data }) => [title, phraseOf((data as { id: string }).id)]);

  for (const status of [403, 401]) {
    it(`is answered with one click, also of a ${status}`, () => {
      const card = unclearCard({ status, twins: { ...everything, status } });
      assert.match(read(card), new RegExp(`^Which service answered ${status}\\?`));
      assert.deepEqual(clicks(card), [
        ['Azure Digital Twins', undefined],
        ['Storage', `${status} on Azure Storage`],
        ['IoT Hub', `${status} on Azure IoT Hub`],
        ['Key Vault', `${status} on Azure Key Vault`],
      ]);
      assert.ok(ofType(card, 'Input.ChoiceSet').some(({ label }) => label === `Who gets the ${status}`));
    });
  }

  it('comes with all else that matters for Azure Digital Twins', () => {
    const card = unclearCard({ twins: everything });
    assert.deepEqual(inputs(card), ['instance', 'who', 'tried', 'caller']);
    const [twins, storage] = ofType(card, 'Action.Execute');
    assert.deepEqual([twins?.data, twins?.associatedInputs], [{ verb: 'symptoms.confirm', id: 'd-1' }, 'auto']);
    assert.equal(storage?.associatedInputs, 'none', 'another service needs no answer');
  });

  it('is only a question where the status is another', () => {
    const card = unclearCard({ status: 404 });
    assert.match(read(card), /Which service answered 404\?/);
    assert.deepEqual([clicks(card), inputs(card)], [[], []]);
  });
});

describe('the question what Azure Digital Twins answered', () => {
  it('is asked where only the service is known, with all else that matters', () => {
    const card = unclearCard({ service: 'digital-twins', twins: { id: 'd-1', caller: { preselected: 'me' } } });
    assert.match(read(card), /What did Azure Digital Twins answer\?/);
    assert.deepEqual(
      ofType(card, 'Action.Execute').map(({ title }) => title),
      ['It is a 403'],
    );
    assert.deepEqual(inputs(card), ['who', 'caller']);
  });
});

describe('help', () => {
  it('promises an assignment only where the bot makes one', () => {
    assert.match(read(helpCard({ approvals: 'off' })), /I change nothing in Azure/);
    assert.match(read(helpCard({ approvals: 'bot-identity' })), /only after an Owner has approved/);
  });
});
