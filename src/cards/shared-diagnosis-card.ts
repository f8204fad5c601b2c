import type { Diagnosis, Finding } from '../diagnosis/diagnosis.ts';
import { button, buttonRows, formButton } from './button.ts';
import { type AdaptiveCard, type Color, card, type Element } from './card.ts';
import { publicName } from './case-words.ts';
import { AS_LAST_TIME, diagnosisCost } from './diagnosis-body.ts';
import type { DiagnosisView } from './diagnosis-card.ts';
import { discreet } from './discreet.ts';
import { says } from './finding-block.ts';
import { names } from './names.ts';
import { NOBODY_ASKED, notHelpfulButton } from './not-helpful.ts';
import { type RequestOptions, requestForm } from './request-form.ts';
import { smallEnough } from './small-enough.ts';
import { footnote, heading, present, title, words } from './text.ts';
import { triageVerbs, verbs } from './verbs.ts';

export interface SharedView extends Pick<DiagnosisView, 'id' | 'request' | 'helpersPending'> {
  /** Who reported it: the headline speaks to this person. */
  reporter: string;
  /** Nobody has asked me: it can be switched off. */
  unasked: boolean;
  /** It is of a case, which can be ended. */
  followed?: boolean;
}

const MOST_CAUSES = 6;

/**
 * A diagnosis where others read along: what the reporter's question implies already, and no more. Evidence, role
 * assignments, ids and commands are behind "Show details", for the reporter, the assignee and approvers.
 */
export function sharedDiagnosisCard(diagnosis: Diagnosis, view: SharedView): AdaptiveCard {
  return smallEnough(
    () => draw(diagnosis, view, MOST_CAUSES),
    () => draw(diagnosis, view, 2),
  );
}

/** What is left of the card of an unasked diagnosis that did not help. */
export function mutedCard(): AdaptiveCard {
  return card('I stay silent here.', [
    words({
      text: 'Not helpful, so I stay silent in this thread. Mention me if you need me after all.',
      isSubtle: true,
    }),
  ]);
}

function draw(diagnosis: Diagnosis, view: SharedView, max: number): AdaptiveCard {
  const { id, request, unasked, followed, reporter } = view;
  const headline = discreet(diagnosis.headline);
  return card(
    headline,
    present([
      words({ text: context(diagnosis, reporter), size: 'Small', isSubtle: true }, 'None'),
      title(headline, 300),
      ...causeLines(diagnosis, max),
      whoCanFix(diagnosis, view.helpersPending),
      (diagnosis.unchecked ?? []).length > 0 &&
        words({ text: 'Not everything could be checked; the details say what.', isSubtle: true }),
      request !== undefined &&
        'nobody' in request &&
        words('I found nobody whom I can ask here. The details have the command for an Owner.'),
      footnote(unasked ? `${diagnosisCost(diagnosis)}. ${NOBODY_ASKED}` : diagnosisCost(diagnosis)),
      ...buttonRows([
        request && 'roles' in request && diagnosis.proposal
          ? formButton('Request access', requestForm(id, discreetly(request), diagnosis.proposal), 'positive')
          : undefined,
        button('Show details', triageVerbs.diagnosisDetails, { id }),
        diagnosis.azureCalls === 0 ? undefined : button('Check again', verbs.recheck, { id }),
        followed ? button('It works now', triageVerbs.itWorks, { id }) : undefined,
        unasked ? notHelpfulButton(id) : undefined,
      ]),
    ]),
  );
}

/** What the helpdesk would see, before it is sent there. */
export function handOverCard(diagnosis: Diagnosis, id: string): AdaptiveCard {
  const { instance, principal, tried } = diagnosis;
  const about = [
    ...(instance ? [publicName(instance.name)] : []),
    ...(principal && !principal.self ? [publicName(principal.displayName)] : []),
    ...(tried ? [tried] : []),
  ].join(' · ');
  return card(
    'Send this to the helpdesk?',
    present([
      heading('Send this to the helpdesk?'),
      words('Their channel will show your name and this:'),
      {
        type: 'Container',
        style: 'emphasis',
        spacing: 'Small',
        items: present([
          about !== '' && words({ text: about, size: 'Small', isSubtle: true }, 'None'),
          words({ text: discreet(diagnosis.headline), weight: 'Bolder', max: 300 }, 'None'),
          ...causeLines(diagnosis, MOST_CAUSES),
        ]),
      },
      words(
        'What you wrote stays here. Roles, ids and commands go only to whoever takes the case, and to those who can approve.',
      ),
      ...buttonRows([
        button('Send to helpdesk', triageVerbs.handOver, { id }, { style: 'positive' }),
        button('Cancel', triageVerbs.diagnosisDetails, { id }),
      ]),
    ]),
  );
}

function discreetly({ goesTo, forWhom, ...rest }: RequestOptions): RequestOptions {
  return {
    ...rest,
    goesTo: { ...goesTo, people: goesTo.people.map(discreet) },
    ...(forWhom && { forWhom: { ...forWhom, name: discreet(forWhom.name) } }),
  };
}

/** 'plant-a · Alex Wilber · uploading models' */
function context({ instance, instanceIsLast, principal, tried }: Diagnosis, reporter: string): string {
  // Where a colleague has pointed at the message, its writer is not the asker.
  const isOther = principal && !principal.self && publicName(principal.displayName) !== publicName(reporter);
  const whose = isOther ? `${publicName(principal.displayName)}, asked by ` : '';
  return [
    ...(instance ? [`${publicName(instance.name)}${instanceIsLast ? AS_LAST_TIME : ''}`] : []),
    `${whose}${publicName(reporter)}`,
    ...(tried ? [tried] : []),
  ].join(' · ');
}

const CAUSES: readonly [Finding['verdict'], { text: string; color: Color }][] = [
  ['confirmed', { text: 'Confirmed: ', color: 'Attention' }],
  ['possible', { text: 'Possible: ', color: 'Warning' }],
];

function causeLines({ headline, findings }: Diagnosis, max: number): Element[] {
  return CAUSES.flatMap(([verdict, label]) =>
    findings
      .filter((finding) => finding.verdict === verdict && !says(headline, finding.title))
      .slice(0, max)
      .map(({ title: cause }) =>
        words([
          { ...label, weight: 'Bolder' },
          { text: discreet(cause), max: 160 },
        ]),
      ),
  );
}

/** The people by name, or who it is in words; undefined where that is not known. */
export function whoCanFix({ approvers, findings }: Diagnosis, pending: boolean): Element | undefined {
  if (approvers === undefined && pending) return words({ text: 'Looking up who can fix it…', isSubtle: true });
  const people = approvers?.known ? approvers.value.map(({ displayName }) => discreet(displayName)) : [];
  const cure = findings.find(({ verdict, remedy }) => verdict === 'confirmed' && remedy?.who !== undefined)?.remedy;
  const who = people.length > 0 ? names(people) : cure?.who === undefined ? undefined : discreet(cure.who);
  return who === undefined
    ? undefined
    : words([
        { text: 'Who can fix it: ', weight: 'Bolder' },
        { text: who, max: 200 },
      ]);
}
