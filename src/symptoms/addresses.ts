import { emails } from './identifiers.ts';
import { sieved } from './sieve.ts';

/** What makes the address behind it the one who is refused, or who wants access. */
const before = sieved(
  /\b(?:for|to|users?|account|log-?in|upn|caller|principal|member|assignee|identity|give|gave|grant|assign|add|added|remove|revoke|let|make|enable|activate|allow|permit|authori[sz]e|whitelist|diagnose|check|onboard|offboard|invite|guest|colleague|employee|starter|intern|contractor|developer|engineer|consultant|team ?mate|student|operator|customer|partner|(?:logged|signed) ?(?:in|on) (?:as|with|by)|login as|username|e-?mail|person|kick|promote|demote|downgrade|upgrade|access|unique_name|preferred_username|userPrincipalName|signInName|principalName|login_hint|-u|emailaddress)(?: is)?["'`:=(<[|{,\s]{1,6}$/i,
);
/** What does so behind it. */
const behind = sieved(
  /^["'`)>\]]{0,3}(?: \(\w{1,20}\))?[\s:,|-]{0,4}(?:(?:who|that|which) )?(?:(?:still|always|also|now|just|suddenly|already) )?(?:gets?|is|was|has|have|had|can|can't|cannot|could|needs?|wants?|would|should|must|may|will|shall|ought|receives?|sees?|hits?|keeps?|does|doesn't|lost|lacks?|joined|starts|left|allowed|able|missing|40[13]|forbidden|denied|access|role|no |->|=>)/i,
);
/** 'Access request: plant-a, data reader, adele@contoso.com': an item of a list. */
const item = sieved(/[,:;|\n-]\s{0,4}$/);
const wish = sieved(/\b(?:access|roles?|reader|owner|permissions?|rights)\b/i);
const noItem = sieved(
  /\b(?:40[13]|forbidden|denied|approv\w{1,4}|said|says|signed|regards|thanks|owner (?:is|of)|admin|manager|boss)\b/i,
);
/** A mail that was passed on is its author's. */
const author = sieved(/^From: [^<>\n]{0,80}<?$/m);
const recipient = sieved(/^(?:To|Cc|Bcc): [^\n]{0,90}$/m);
/** To be taken for somebody is not to be refused as him. */
const posing = sieved(
  /\b(?:treat|act|acting|behave|pretend\w{0,3}|consider|regard|assume|suppose|imagine|impersonat\w{1,4}|pose|posing|as if|sender|from now on|(?<!(?:asking|writing|posting|reporting|forwarding|ticket) )on behalf|instead of me|sent by|message from|answer as|respond as)\b[^.\n]{0,80}$|\b(?:i am|i'm|im|this is|my name is|it is|it's) ["'`(<]{0,2}$/i,
);

const ownName = /(?<![A-Za-z])(?:(?:the|o|a|la|der|die) )?[A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{1,30}){0,2},? {0,2}[(<[]?$/;

/** The address of whoever is refused or wants access, as far as the grammar around it makes it that. */
export function addressOfCaller(text: string): string | undefined {
  let from = 0;
  return emails(text).find((address) => {
    const at = text.indexOf(address, from);
    from = at + address.length;
    // 'For Pradeep Gupta (…@…)': the name is the address's own.
    const whole = text.slice(Math.max(0, at - 100), at);
    const lead = whole.replace(ownName, '');
    if (posing.test(lead) || recipient.test(lead)) return false;
    return (
      before.test(lead) ||
      // 'Remove …@…': a verb at the beginning has a capital as well.
      before.test(whole) ||
      author.test(lead) ||
      behind.test(text.slice(from, from + 40)) ||
      (item.test(lead) && wish.test(text) && !noItem.test(lead))
    );
  });
}

/** The one address of a text that asks for somebody, where it is no signature's and nobody's who is only heard of. */
export function onlyAddress(text: string): string | undefined {
  const [address, ...others] = emails(text);
  if (address === undefined || others.length > 0) return undefined;
  const lead = text.slice(0, text.indexOf(address)).slice(-100);
  return posing.test(lead) || recipient.test(lead) || noItem.test(lead) ? undefined : address;
}
