import assert from 'node:assert/strict';
import { isClearReport } from '../../src/symptoms/clear-report.ts';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';

const clear = [
  '403 on digital twins, again',
  "I'm getting 403 on ADT",
  "I'm getting 403 on ADT when I query plant-a",
  'adt forbidden?? was fine yesterday',
  'pls help digital twin api 403 demo in 20 min!!!',
  '403 on plant-a when I query twins',
  'Hi all, since this morning our Azure Digital Twins instance plant-a answers 403 Forbidden to my queries. Any ideas?',
  'Why do I get Forbidden from Azure Digital Twins on plant-b?',
  'Can you help me please? I get 403 Forbidden on ADT plant-a. Thank you!',
  'Could somebody check? Querying plant-a on Azure Digital Twins gives me 403',
  'My function app gets 403 from Azure Digital Twins since the deployment',
  'Anyone else getting 403 from ADT on plant-a?',
  'Azure.RequestFailedException: Service request failed.\nStatus: 403 (Forbidden)\n   at Azure.DigitalTwins.Core.QueryRestClient.QueryTwinsAsync',
  'curl -H "Authorization: Bearer …" https://plant-a.api.weu.digitaltwins.azure.net/query\nHTTP/1.1 403 Forbidden',
  'az dt twin query -n plant-a -q "select * from digitaltwins"\nERROR: (Forbidden) Operation returned an invalid status code 403',
  'RestError: Forbidden\n  statusCode: 403 at https://plant-b.api.weu.digitaltwins.azure.net/digitaltwins/pump-1',
  'Ich bekomme 403 von Azure Digital Twins, wenn ich plant-a abfrage',
  "J'ai une erreur 403 sur Azure Digital Twins",
  'Me da 403 en Azure Digital Twins al consultar plant-a',
];

const leftAlone = [
  // Another trouble, or none.
  'Good morning everybody',
  '403 on plant-a',
  '403',
  'Storage gives me 403 when I upload a blob',
  'I get 403 from Key Vault while my code reads Digital Twins settings',
  'ADT is slow today',
  'I get 404 on ADT',
  'I get 401 Unauthorized from Azure Digital Twins',
  'Can somebody give me access to ADT plant-a?',
  'use this channel for triage',
  'I cannot get into the twins dashboard',
  'The room was double booked: twin beds, 403 is taken',
  // Over.
  'The 403 on ADT is gone, thanks!',
  'ADT works again, no more 403',
  'Fixed the 403 on Azure Digital Twins: the role was missing',
  'We used to get 403 on ADT',
  'Last year we had a 403 on Azure Digital Twins for a week',
  // About how things are.
  'What does 403 mean on Azure Digital Twins?',
  'Where is the article on 403 of Azure Digital Twins?',
  'Which role do I need against 403 on Azure Digital Twins?',
  'Is it normal that ADT answers 403 for ten minutes after a role was assigned?',
  'Does ADT answer 403 or 401 without a token?',
  'How should our code handle a 403 from Azure Digital Twins?',
  'When does ADT return 403?',
  'If you get 403 on ADT, mention the bot',
  'If a user has no role, ADT returns 403 Forbidden',
  'I expect a 403 from ADT in this unit test',
  'It would return 403 on ADT without the role',
  'I wrote the docs about 403 on Azure Digital Twins, please review',
  'FYI: 403 on ADT has its own page in the wiki',
  'You need Data Reader, else ADT answers 403',
  'My PR makes the client retry on 403 from Azure Digital Twins',
  'Agenda: 1. 403 on ADT 2. holidays',
  // Somebody else's.
  'Diego gets 403 on ADT',
  'A customer gets 403 Forbidden from Azure Digital Twins',
  'Somebody reported a 403 on Azure Digital Twins',
  'She gets 403 on ADT when she queries plant-a',
  'diego.siciliani@contoso.com gets 403 on Azure Digital Twins plant-a',
  'Adele wrote: "I get 403 on ADT"',
  '> I get 403 on ADT\nhas that been looked at?',
  '<blockquote>I get 403 on ADT</blockquote> same as last week',
  'From: Alex Wilber\nSent: Monday\nSubject: 403 on ADT\n\nI get 403 on ADT',
  'Are you getting 403 on ADT?',
  'Did you see the 403 on Azure Digital Twins?',
  'Is anyone getting 403 on ADT?',
];

describe('a message nobody asked the bot about', () => {
  for (const text of clear) {
    it(`is a clear report: ${JSON.stringify(text.slice(0, 70))}`, () => {
      assert.equal(isClearReport(text, readSymptoms(text)), true, readSymptoms(text).kind);
    });
  }

  for (const text of leftAlone) {
    it(`is left alone: ${JSON.stringify(text.slice(0, 70))}`, () => {
      assert.equal(isClearReport(text, readSymptoms(text)), false);
    });
  }

  it('takes no longer for a hostile one', () => {
    const text = `ADT 403 ${'if the '.repeat(10_000)}${'A'.repeat(20_000)} said `;
    assert.equal(typeof isClearReport(text, readSymptoms(text)), 'boolean');
  });
});
