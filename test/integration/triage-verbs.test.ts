/** Every verb of cases and incidents, sent by whoever has no card with it: the ids are all that it takes. */
import assert from 'node:assert/strict';
import type { TriageVerb } from '../../src/cards/verbs.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { textOf } from '../support/teams-double/conversation.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import { targetOf } from './steps.ts';

type Who = 'reporter' | 'stranger' | 'foreigner';
type Walked = Extract<TriageVerb, `case.${string}` | `incident.${string}`>;

const OTHER_TENANT = '11111111-1111-4111-8111-111111111111';
const NOTE = 'Mind the gap, he is new here.';
const HELPDESK = /^Only the helpdesk/;
const NO_CARD = /^I could not read that click/;
const NOT_THEIRS = /^Only the (helpdesk|person who (asked|reported it))/;
const OWN = /^Case \d+ · .*(is with the helpdesk|403 on plant-a)/s;
const GONE = /^This (case|incident|diagnosis) is no longer there/;

/** What each is answered, with a card as it is now. */
const ANSWERED: Record<Walked, Record<Who, RegExp>> = {
  'case.claim': { reporter: HELPDESK, stranger: HELPDESK, foreigner: GONE },
  'case.assign': { reporter: HELPDESK, stranger: HELPDESK, foreigner: GONE },
  'case.ask': { reporter: HELPDESK, stranger: HELPDESK, foreigner: GONE },
  'case.answered': { reporter: /^Nobody waits for an answer/, stranger: HELPDESK, foreigner: GONE },
  'case.look': { reporter: HELPDESK, stranger: HELPDESK, foreigner: HELPDESK },
  'case.details': { reporter: /As told to Alex Wilber.*History/s, stranger: NOT_THEIRS, foreigner: GONE },
  'case.chat': { reporter: /Open chat/, stranger: HELPDESK, foreigner: GONE },
  'case.show': { reporter: OWN, stranger: HELPDESK, foreigner: GONE },
  'case.preview-hand-over': { reporter: NO_CARD, stranger: NOT_THEIRS, foreigner: GONE },
  'case.hand-over': { reporter: NO_CARD, stranger: NOT_THEIRS, foreigner: GONE },
  'incident.claim': { reporter: HELPDESK, stranger: HELPDESK, foreigner: GONE },
  'incident.resolve': { reporter: HELPDESK, stranger: HELPDESK, foreigner: GONE },
  'incident.resolve-all': { reporter: HELPDESK, stranger: HELPDESK, foreigner: GONE },
  'incident.reopen': { reporter: HELPDESK, stranger: HELPDESK, foreigner: GONE },
  'incident.cases': { reporter: HELPDESK, stranger: HELPDESK, foreigner: HELPDESK },
  'incident.show': { reporter: HELPDESK, stranger: HELPDESK, foreigner: HELPDESK },
  // The reporter's own, and so the last.
  'case.resolve': { reporter: OWN, stranger: HELPDESK, foreigner: GONE },
  'case.reopen': { reporter: OWN, stranger: HELPDESK, foreigner: GONE },
};

describe('who knows the id of a case or an incident, and no more', () => {
  let stage: HelpdeskStage;
  let posted: Message;
  let incident: Message;
  let diagnosisId: string;

  before(async () => {
    stage = await setHelpdesk({ alsoAllowed: [OTHER_TENANT] });
    const [megan, isaiah] = [stage.person('megan'), stage.person('isaiah')];
    const { card } = await stage.reports('alex');
    diagnosisId = targetOf(card).id;
    posted = await stage.card(/Case \d+ · New.*Alex Wilber.*No data role/s);
    await megan.clicks(posted, 'Assign', { assignee: isaiah.objectId, message: NOTE });
    posted = await stage.card(/Alex Wilber.*Taken by.*Isaiah Langer/s);
    assert.match(textOf(posted), new RegExp(NOTE));
    for (const who of ['diego', 'adele', 'isaiah'] as const) {
      await stage.reports(who, 'I get 403 on plant-b when I query twins');
    }
    incident = await stage.card(/Incident \d+ · Open/);
  });
  after(async () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
    await stage.close();
  });

  async function sends(person: PersonInTeams, verb: Walked, version: number): Promise<string> {
    const ofIncident = verb.startsWith('incident.');
    const { id } = targetOf(ofIncident ? incident : posted);
    const form = { assignee: person.objectId, question: 'Why?', note: 'x', message: 'x' };
    const aimed = verb.endsWith('hand-over') ? diagnosisId : id;
    const { text, card } = await person.sendsClick(posted, verb, { id: aimed, version, ...form });
    assert.doesNotMatch(`${text} ${JSON.stringify(card)}`, new RegExp(NOTE), `${person.name}: ${verb} ${version}`);
    return text;
  }

  const verbs = Object.keys(ANSWERED).filter((verb): verb is Walked => verb in ANSWERED);
  const people = (): Record<Who, PersonInTeams> => ({
    stranger: stage.person('lee'),
    foreigner: stage.teams.person({ objectId: OTHER_TENANT, name: 'Sam Fabrikam', tenantId: OTHER_TENANT }),
    reporter: stage.person('alex'),
  });

  for (const who of ['stranger', 'foreigner', 'reporter'] as const) {
    it(`is told what is his as the ${who}, whatever he sends, and nothing of the helpdesk’s`, async () => {
      for (const verb of verbs) {
        const { version } = targetOf(verb.startsWith('incident.') ? incident : posted);
        assert.match(await sends(people()[who], verb, version), ANSWERED[verb][who], verb);
      }
    });

    it(`gets no more as the ${who} with a card of another age`, async () => {
      for (const verb of verbs) for (const version of [1, 99]) await sends(people()[who], verb, version);
    });
  }

  it('changes nothing of the incident, nor who has the case', async () => {
    assert.match(textOf(await stage.card(/Incident \d+ ·/)), /Open/);
    await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a.*Taken by.*Isaiah Langer/s);
  });
});
