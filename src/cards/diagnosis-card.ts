import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { button, buttonRows, buttons, formButton } from './button.ts';
import { type AdaptiveCard, card, type Element } from './card.ts';
import {
  type DiagnosisDetail,
  diagnosisBody,
  diagnosisCost,
  diagnosisSummary,
  LESS_AND_LESS,
} from './diagnosis-body.ts';
import { instanceChoice, instanceInput } from './question-inputs.ts';
import { type NobodyToAsk, nobodyToAsk, type RequestOptions, requestForm } from './request-form.ts';
import { smallEnough } from './small-enough.ts';
import { footnote, present } from './text.ts';
import { triageVerbs, verbs } from './verbs.ts';

export interface DiagnosisView {
  /** The diagnosis record's opaque id. */
  id: string;
  /** Set where a role can be asked for here, or could if there were somebody to ask. */
  request: RequestOptions | NobodyToAsk | undefined;
  /** The people who can approve are still being looked up. */
  helpersPending: boolean;
  /** There is a helpdesk, which does not know of it yet. */
  helpdesk?: boolean;
}

/** The answer: what is wrong, how we know, who can mend it, and the button that asks them. */
export function diagnosisCard(diagnosis: Diagnosis, view: DiagnosisView): AdaptiveCard {
  const [fullest, ...barer] = LESS_AND_LESS;
  return smallEnough(
    () => draw(diagnosis, view, fullest),
    ...barer.map((detail) => () => draw(diagnosis, view, detail)),
  );
}

function draw(diagnosis: Diagnosis, view: DiagnosisView, detail: DiagnosisDetail): AdaptiveCard {
  return card(
    diagnosisSummary(diagnosis),
    present([
      ...diagnosisBody(diagnosis, view.helpersPending, detail),
      ...whichOne(diagnosis, view),
      view.request && 'nobody' in view.request && nobodyToAsk(view.request),
      footnote(diagnosisCost(diagnosis)),
      ...buttonRows([
        view.request && 'roles' in view.request && diagnosis.proposal
          ? formButton('Request access', requestForm(view.id, view.request, diagnosis.proposal), 'positive')
          : undefined,
        diagnosis.azureCalls === 0 ? undefined : button('Check again', verbs.recheck, { id: view.id }),
        view.helpdesk ? button('Send to helpdesk', triageVerbs.previewHandOver, { id: view.id }) : undefined,
      ]),
    ]),
    'full',
  );
}

/** Whoever has mistyped a name chooses the right one, and need not write it all again. */
function whichOne({ mayBeMeant }: Diagnosis, { id }: DiagnosisView): Element[] {
  if (mayBeMeant === undefined) return [];
  const { instances, likelyId } = mayBeMeant;
  return present([
    instanceInput(instanceChoice(instances, likelyId)),
    buttons([button('Look at this one', verbs.confirmSymptoms, { id }, { style: 'positive', form: true })]),
  ]);
}
