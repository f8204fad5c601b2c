import assert from 'node:assert/strict';
import { CONTRIBUTOR } from '../../../src/rbac/roles.ts';
import type { ClickAnswer } from '../../../src/teams/clicks/answer.ts';
import { type CaseClicksDependencies, createCaseClicks } from '../../../src/teams/clicks/case-clicks.ts';
import { createMaySee } from '../../../src/teams/triage/may-see.ts';
import { type Tenant, TenantError } from '../../../src/tenant.ts';
import type { Case } from '../../../src/triage/case.ts';
import { entryOf } from '../../../src/triage/doing.ts';
import type { Membership } from '../../../src/triage/helpdesk.ts';
import type { TriageEntry } from '../../../src/triage/store.ts';
import { adele, alex, megan } from '../../access/requests.ts';
import { holding, tenantThat } from '../../access/tenant-that.ts';
import { aCase, caseStatuses } from '../../cards/triage-samples.ts';
import { buttonTitles } from '../../cards/walk.ts';
import { plantA } from '../../support/situation.ts';
import { diagnosisOf, recordOf } from '../../triage/reports.ts';
import { chatWith, tenantId } from '../messages-of.ts';
import { recordedSteps } from './recorded-steps.ts';

const id = '3f1d6f0a-9c62-4b7e-8a52-6a1f0b8d2c11';
const lynne = { objectId: '1f1d6f0a-9c62-4b7e-8a52-6a1f0b8d2c12', displayName: 'Lynne Robbins' };
const ofDiagnosis = '2f1d6f0a-9c62-4b7e-8a52-6a1f0b8d2c13';
const throttled = new TenantError('Microsoft Graph is throttled.', { code: 'throttled', call: 'Graph' });

function setUp(of: Membership['of'], more: Partial<Case> = {}, history: TriageEntry[] = []) {
  const one = { ...aCase(), tenantId, id, reporter: alex, ...more };
  const { triage, wrote } = recordedSteps({
    case: async () => one,
    history: async () => history,
    byDiagnosis: async (_: string, diagnosisId: string) => (diagnosisId === ofDiagnosis ? one : undefined),
  });
  const membership: Membership = of === 'unknown' ? { of, why: throttled.message } : { of };
  const dependencies = {
    triage,
    helpdesk: { isMember: async () => membership },
    records: { get: async () => recordOf(tenantId, alex) },
    tenant: {
      user: async (objectId: string) => {
        if (objectId !== lynne.objectId) throw throttled;
        return { ...lynne, userPrincipalName: 'lynne@contoso.com' };
      },
    },
    drawCase: async () => ({ fallbackText: 'the case' }),
    maySee: async () => ({ may: true }),
    mayApprove: async (_: unknown, { objectId }: { objectId: string }) => ({
      right: objectId === lynne.objectId ? 'yes' : 'no',
    }),
    // What a click touches of these is all here.
  } as unknown as CaseClicksDependencies;
  const clicks = createCaseClicks(dependencies);
  const click = (data: Record<string, unknown>, from = megan) => ({
    conversation: chatWith('x', from.objectId),
    from,
    verb: 'any',
    data: { id, version: one.version, ...data },
  });
  return { clicks, click, wrote };
}

function said(answer: ClickAnswer): string {
  return answer.kind === 'message' ? answer.text : answer.kind;
}

describe('a click on a case', () => {
  it('changes nothing where it is not known who is of the helpdesk, and says why', async () => {
    const { clicks, click, wrote } = setUp('unknown');
    for (const verb of ['claim', 'assign', 'ask', 'resolve', 'reopen', 'show', 'chat'] as const) {
      const answer = await clicks[verb](click({ assignee: adele.objectId, question: 'Since when?' }));
      assert.match(said(answer), /I could not look up whether you belong to the helpdesk.*throttled/, verb);
    }
    assert.deepEqual(wrote, []);
  });

  it('gives a case to nobody whom the directory cannot show', async () => {
    const { clicks, click, wrote } = setUp('yes');
    assert.match(said(await clicks.assign(click({ assignee: adele.objectId }))), /could not look that person up/);
    assert.match(said(await clicks.assign(click({ assignee: 'Adele' }))), /Choose a person/);
    assert.deepEqual(wrote, []);
  });

  it('of somebody else is refused, whatever he sends', async () => {
    const { clicks, click, wrote } = setUp('no');
    for (const verb of ['claim', 'assign', 'ask', 'resolve'] as const) {
      const answer = await clicks[verb](click({ assignee: adele.objectId, question: 'x' }, adele));
      assert.match(said(answer), /Only the helpdesk/, verb);
    }
    assert.match(said(await clicks.show(click({}, adele))), /Only the helpdesk/);
    const older = await clicks.claim(click({ version: aCase().version - 1 }, adele));
    assert.match(said(older), /Only the helpdesk.*the team whose channel it uses/);
    assert.match(said(await clicks.claim(click({ id: 'x' }))), /could not read that click/);
    assert.deepEqual(wrote, []);
  });

  it('resolves the reporter’s own case', async () => {
    const { clicks, click, wrote } = setUp('no');
    assert.equal(said(await clicks.resolve(click({}, alex))), 'card');
    assert.equal(wrote.length, 1);
  });

  it('on the diagnosis ends its case, for the reporter and the helpdesk alone', async () => {
    const works = { id: ofDiagnosis, version: undefined };
    const own = setUp('no');
    assert.match(said(await own.clicks.works(own.click(works, adele))), /Only the helpdesk or whoever reported it/);
    assert.match(said(await own.clicks.works(own.click(works, alex))), /Good to hear\. I have resolved case/);
    const helpdesk = setUp('yes');
    await helpdesk.clicks.works(helpdesk.click(works));
    assert.deepEqual([own.wrote.length, helpdesk.wrote.length], [1, 1]);
    assert.match(said(await own.clicks.works(own.click({ id }, alex))), /No case is open for this/);
    const over = setUp('no', { status: caseStatuses()['resolved-by-hand'] });
    assert.match(said(await over.clicks.works(over.click(works, alex))), /is ended already/);
    const unknown = setUp('unknown');
    assert.match(said(await unknown.clicks.works(unknown.click(works, alex))), /could not look up/);
    assert.deepEqual([over.wrote, unknown.wrote], [[], []]);
  });

  it('says that what was asked is answered, whoever of both presses it', async () => {
    for (const [of, from] of [
      ['yes', megan],
      ['no', alex],
    ] as const) {
      const { clicks, click, wrote } = setUp(of, { status: caseStatuses()['waiting-asked'] });
      const answer = await clicks.answered(click({}, from));
      assert.equal(wrote[0]?.entry.what, 'answered');
      // The tools on the card of a case are the helpdesk's.
      const shown = answer.kind === 'card' ? answer.card.fallbackText : '';
      assert.match(shown, of === 'yes' ? /^the case$/ : /is with the helpdesk/);
    }
    const { clicks, click, wrote } = setUp('no', { status: caseStatuses()['waiting-asked'] });
    assert.match(said(await clicks.answered(click({}, adele))), /Only the helpdesk or whoever reported it/);
    assert.deepEqual(wrote, []);
  });

  it('answers only the question that its card shows', async () => {
    const { clicks, click, wrote } = setUp('no', { status: caseStatuses()['waiting-asked'] });
    const older = await clicks.answered(click({ askedAt: '2026-03-01T09:00:00.000Z' }, alex));
    assert.match(said(older), /There is a newer question/);
    assert.match(said(await clicks.answered(click({ askedAt: 'yesterday' }, alex))), /could not read that click/);
    assert.equal(wrote.length, 0);
    await clicks.answered(click({ askedAt: caseStatuses()['waiting-asked'].at }, alex));
    assert.equal(wrote[0]?.entry.what, 'answered');
  });

  it('asks nothing beside a question that its card did not show, and keeps what was written', async () => {
    const pending = caseStatuses()['waiting-asked'];
    const { clicks, click, wrote } = setUp('yes', { status: pending });
    const answer = await clicks.ask(
      click({ question: 'Which *line*? client_secret=abcDEF12345~ghiJKL67890mnoPQRstu' }),
    );
    assert.ok(answer.kind === 'card' && answer.forClicker);
    const shown = JSON.stringify(answer.card);
    assert.match(shown, /Megan Bowen asked meanwhile.*Does it also fail/s);
    assert.match(shown, /"value":"Which \*line\*\? client_secret=\[redacted client-secret\]"/);
    assert.match(shown, new RegExp(`"verb":"case.ask"[^}]*"askedAt":"${pending.at}"`));
    assert.deepEqual(buttonTitles(answer.card), ['Ask this instead', 'Back to the case']);
    assert.equal(wrote.length, 0);
    assert.match(said(await clicks.ask(click({ question: 'x', askedAt: 'now' }))), /could not read that click/);
    await clicks.ask(click({ question: 'Which line?', askedAt: pending.at }));
    assert.equal(wrote[0]?.entry.what, 'ask-reporter');
  });

  it('resolves nothing whose reporter said something that its card did not show, and keeps what was written', async () => {
    const entry = {
      ...entryOf({ ...aCase(), tenantId, id }, 'reopen', new Date(), { by: alex, from: { kind: 'job' } }),
    };
    const { clicks, click, wrote } = setUp('yes', {}, [{ ...entry, detail: 'It still *fails*.' }]);
    const note = 'Gave him client_secret=abcDEF12345~ghiJKL67890mnoPQRstu';
    const answer = await clicks.resolve(click({ version: aCase().version - 1, note }));
    assert.ok(answer.kind === 'card' && answer.forClicker);
    const shown = JSON.stringify(answer.card);
    assert.match(shown, /Not resolved yet.*Alex Wilber opened it again\..*It still \*fails\*\./s);
    assert.match(shown, /"value":"Gave him client_secret=\[redacted client-secret\]"/);
    assert.match(shown, new RegExp(`"verb":"case.resolve"[^}]*"version":${aCase().version}`));
    assert.deepEqual(buttonTitles(answer.card), ['Resolve all the same', 'Back to the case']);
    assert.equal(wrote.length, 0);
    assert.equal(said(await clicks.resolve(click({ version: aCase().version, note }))), 'card');
    assert.equal(wrote[0]?.entry.what, 'resolve');
  });

  it('takes a note with it, each form its own', async () => {
    const { clicks, click, wrote } = setUp('yes');
    const all = { assignee: lynne.objectId, message: ' You know plant-a. ', question: 'Since when?', note: 'Mended.' };
    for (const verb of ['assign', 'ask', 'resolve', 'claim'] as const) await clicks[verb](click(all));
    assert.deepEqual(
      wrote.map(({ entry }) => [entry.what, entry.detail]),
      [
        ['assign', 'Lynne Robbins\nYou know plant-a.'],
        ['ask-reporter', 'Since when?'],
        ['resolve', 'Mended.'],
        ['claim', undefined],
      ],
    );
  });

  it('of whoever reported it opens it again, with what is still wrong', async () => {
    const { clicks, click, wrote } = setUp('no', { status: caseStatuses()['resolved-by-hand'] });
    assert.equal(said(await clicks.reopen(click({ note: ' Models still fail. ', message: 'no' }, alex))), 'card');
    const [step] = wrote;
    assert.deepEqual(step?.next.status.state === 'new' && step.next.status.reopened, {
      by: { objectId: alex.objectId, displayName: alex.displayName },
      note: 'Models still fail.',
    });
    assert.equal(step?.entry.detail, 'Models still fail.');
  });

  it('keeps no secret of what was written, wherever the form would have cut it', async () => {
    const token = `eyJ${'hbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9'.repeat(80)}`;
    const secret = `client_secret=abcDEF12345~ghiJKL67890mnoPQRstu now ${token}`;
    for (const [verb, field, resolved] of [
      ['assign', 'message', false],
      ['ask', 'question', false],
      ['resolve', 'note', false],
      ['reopen', 'note', true],
    ] as const) {
      const { clicks, click, wrote } = setUp('yes', resolved ? { status: caseStatuses()['resolved-by-hand'] } : {});
      await clicks[verb](click({ assignee: lynne.objectId, [field]: `Use ${secret}` }));
      assert.equal(wrote.length, 1, verb);
      assert.match(JSON.stringify(wrote), /Use client_secret=\[redacted client-secret\] now \[redacted jwt\]/, verb);
      assert.doesNotMatch(JSON.stringify(wrote), /abcDEF|eyJ/, verb);
    }
  });

  it('is not undone by a field that holds no text', async () => {
    const { clicks, click, wrote } = setUp('yes');
    await clicks.resolve(click({ note: { text: 'x' } }));
    assert.equal(wrote[0]?.entry.detail, undefined);
    assert.equal(wrote.length, 1);
  });
});

describe('“Chat with reporter”', () => {
  const owned = { reporter: lynne, assignee: adele };

  it('opens the chat for whoever has the case, for those who can approve, and for the reporter', async () => {
    for (const from of [adele, lynne]) {
      const { clicks, click } = from === adele ? setUp('yes', owned) : setUp('no', { reporter: lynne });
      assert.match(JSON.stringify(await clicks.chat(click({}, from))), /Open chat/, from.displayName);
    }
    const { clicks, click } = setUp('no', { reporter: alex });
    assert.match(said(await clicks.chat(click({}, lynne))), /could not look up how to reach/, 'she may ask');
  });

  it('is not for whoever has the case once he is not of the helpdesk, or that could not be read', async () => {
    const left = setUp('no', owned);
    assert.match(said(await left.clicks.chat(left.click({}, adele))), /Only the helpdesk/);
    const unread = setUp('unknown', owned);
    assert.match(said(await unread.clicks.chat(unread.click({}, adele))), /could not look up whether you belong/);
  });

  it('tells others of the helpdesk to take the case first, with that one button', async () => {
    const { clicks, click } = setUp('yes', owned);
    const answer = await clicks.chat(click({}, megan));
    assert.ok(answer.kind === 'card' && answer.forClicker);
    assert.deepEqual(buttonTitles(answer.card), ['Take over']);
    const shown = JSON.stringify(answer.card);
    assert.match(shown, /Take the case first.*Adele Vance has it now/s);
    assert.doesNotMatch(shown, /users=|@|teams\.microsoft/);
    assert.match(shown, new RegExp(`"version":${aCase().version}`));
  });

  it('tells them to open a resolved one again first', async () => {
    const { clicks, click } = setUp('yes', { ...owned, status: caseStatuses()['resolved-by-hand'] });
    assert.match(said(await clicks.chat(click({}, megan))), /is resolved\. Reopen it and take it/);
  });

  it('is for nobody else', async () => {
    const { clicks, click } = setUp('no', owned);
    assert.match(said(await clicks.chat(click({}, alex))), /Only the helpdesk/);
  });
});

describe('the whole of a diagnosis', () => {
  const principal = { kind: 'user', objectId: alex.objectId, displayName: 'Alex Wilber', self: true } as const;
  const ofAlex = diagnosisOf([], { principal });

  /** What is seen where the tenant answers so, by somebody who is of the helpdesk or not. */
  function seenIn(answers: Partial<Tenant>, of: Membership['of'] = 'no') {
    const membership: Membership = of === 'unknown' ? { of, why: throttled.message } : { of };
    const helpdesk = { isMember: async () => membership };
    return createMaySee({ tenant: tenantThat(answers), helpdesk });
  }

  const holdsNothing: Partial<Tenant> = { roleAssignmentsOf: async () => [] };
  const isThrottled = async () => {
    throw throttled;
  };

  it('is not shown where the right to approve could not be read', async () => {
    const maySee = seenIn({ roleAssignmentsOf: isThrottled });
    const record = recordOf(tenantId, alex, { diagnosis: ofAlex });
    const seen = await maySee(record, adele, undefined);
    assert.ok(!seen.may && /I could not look up whether you could approve it.*throttled/.test(seen.why));
  });

  it('is not shown to the writer of a message where somebody else has asked about another', async () => {
    const maySee = seenIn(holdsNothing);
    const record = recordOf(tenantId, megan, { writtenBy: alex });
    assert.equal((await maySee(record, alex, undefined)).may, false);
    const own = { ...record, diagnosis: diagnosisOf([], { principal: { ...principal, self: false } }) };
    assert.equal((await maySee(own, alex, undefined)).may, true);
  });

  it('is shown to whoever has the case, as long as he is of the helpdesk', async () => {
    const record = recordOf(tenantId, megan, { writtenBy: alex, diagnosis: ofAlex });
    const seenBy = (of: Membership['of']) => seenIn(holdsNothing, of)(record, adele, { assignee: adele });
    assert.equal((await seenBy('yes')).may, true);
    assert.equal((await seenBy('no')).may, false);
    const unknown = await seenBy('unknown');
    assert.ok(!unknown.may && /whether you belong to the helpdesk.*throttled/.test(unknown.why));
  });

  it('is not shown to whoever has looked in another’s stead once somebody else has the case', async () => {
    const maySee = seenIn(holdsNothing, 'yes');
    const looked = recordOf(tenantId, adele, { writtenBy: alex, diagnosis: ofAlex });
    assert.equal((await maySee(looked, adele, undefined)).may, true);
    assert.equal((await maySee(looked, adele, { assignee: adele })).may, true);
    assert.equal((await maySee(looked, adele, { assignee: megan })).may, false);
    assert.equal((await maySee(looked, alex, { assignee: megan })).may, true);
    const himself = { ...looked, askedBy: alex, writtenBy: adele };
    assert.equal((await maySee(himself, alex, { assignee: megan })).may, true, 'it is about him');
  });

  describe('about somebody else is shown to whoever has asked', () => {
    const pointed = recordOf(tenantId, adele, { writtenBy: alex, diagnosis: ofAlex });
    const contributes = holding(CONTRIBUTOR, { principalId: adele.objectId, scope: plantA.id });

    it('while he could see it in Azure, and no longer', async () => {
      const able = seenIn({ roleAssignmentsOf: async () => [contributes] });
      assert.equal((await able(pointed, adele, undefined)).may, true);
      const seen = await seenIn(holdsNothing)(pointed, adele, undefined);
      assert.ok(!seen.may && /You may no longer see this access in Azure/.test(seen.why));
    });

    it('not where that could not be read', async () => {
      const seen = await seenIn({ roleAssignmentsOf: isThrottled })(pointed, adele, undefined);
      assert.ok(!seen.may && /I could not look up whether you may see it.*throttled/.test(seen.why));
    });

    it('while he owns the app that it is about', async () => {
      const app = {
        kind: 'service-principal',
        objectId: 'sp',
        displayName: 'twin-sync',
        self: false,
        appId: 'a',
      } as const;
      const record = recordOf(tenantId, adele, { diagnosis: diagnosisOf([], { principal: app }) });
      const owned = (owners: string[]) =>
        seenIn({ ...holdsNothing, applicationOwners: async () => owners })(record, adele, undefined);
      assert.equal((await owned([adele.objectId])).may, true);
      assert.equal((await owned([])).may, false);
      const unread = await seenIn({ ...holdsNothing, applicationOwners: isThrottled })(record, adele, undefined);
      assert.ok(!unread.may && /the directory did not say who owns the app/.test(unread.why));
    });

    it('where it tells of nobody’s access', async () => {
      const record = recordOf(tenantId, adele, { diagnosis: diagnosisOf(['symptom.token-error']) });
      assert.equal((await seenIn({})(record, adele, undefined)).may, true);
    });
  });
});
