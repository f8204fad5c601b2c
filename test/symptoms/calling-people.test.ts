import assert from 'node:assert/strict';
import {
  butNotForTheWriter,
  isForwarded,
  somebodyElseCalls,
  theWriterCalls,
} from '../../src/symptoms/calling-people.ts';

describe('who a message is about', () => {
  for (const words of [
    'isaiah langer cannot see a single model',
    'johanna lorenz gets a 403',
    'patti and grady both get 403',
    'Grady told me that the Explorer throws 403 at him',
    'a short-term contractor gets 403',
    "Diego's student gets 403",
    'the building technician has access denied',
    'colleague Nestor has no access',
    'ADT says Forbidden to Isaiah',
    'ADT gives Kim a 403',
    'ticket from Megan Bowen: cannot open the Explorer',
    'the Joni cannot change twins',
    'The user is Grady Archie. He wrote: "I get nothing but 403"',
    'Adele opened the Explorer yesterday and was refused',
    'with Kim it is 403',
    'End user gets 403 in the Explorer',
    'customer on the phone, ADT 403',
    'on Megan it is 403, with me it works',
  ]) {
    it(`is somebody else in: ${words}`, () => {
      assert.equal(somebodyElseCalls(words), true);
    });
  }

  for (const words of [
    'I tried to list the routes: 403. Is that expected for an auditor?',
    "403, and I'm just the building manager",
    'my colleague Diego can open it but I get 403',
    'the guest account of mine gets 403',
    'since Monday when I open the Explorer',
    'ADT denies me access',
    "Kim's boss wants a report, but ADT gives me 403",
    'the app me says I lack access',
    'my name is Lynne Robbins and the Explorer says forbidden',
  ]) {
    it(`is the writer in: ${words}`, () => {
      assert.equal(somebodyElseCalls(words), false);
      assert.equal(theWriterCalls(words), true);
    });
  }

  for (const words of [
    'Postman gets 403',
    'the Explorer cannot be opened',
    'terraform apply gets 403',
    '403 for Excel',
    'Forbidden for Terraform',
    'when nothing gets through',
  ]) {
    it(`is no person in: ${words}`, () => {
      assert.equal(somebodyElseCalls(words), false);
    });
  }

  it('knows a mail or a ticket of somebody else by its heading', () => {
    assert.equal(isForwarded('> From: Johanna Lorenz\n> the Explorer says 403'), true);
    assert.equal(isForwarded('User: Megan Bowen\nError: 403'), true);
    assert.equal(isForwarded('From: the Explorer'), false);
  });

  it('is the writer where only something else works for him', () => {
    assert.equal(butNotForTheWriter("queries work for me but I can't create relationships"), true);
    assert.equal(butNotForTheWriter('works for me but not for Kim'), false);
  });
});
