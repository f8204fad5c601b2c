import type { Telling } from './telling.ts';

/** What a person calls his own that asks ADT something: a cat does not. */
const thing =
  'apps?|applications?|app registration|functions?|service|services|principal|sp|identity|account|user|login|jobs?|pipelines?|workflow|scripts?|code|client|clients|program|tool|bot|backend|frontend|api|site|importer?|imports?|ingest\\w{0,3}|connector|simulator|dashboard|notebook|worker|daemon|container|pod|vm|machine|gateway|device|devices|token|quer(?:y|ies)|calls?|requests?|uploads?|sync|adapter|agent|process|processor|scheduler|sdk|deployment|build|website|portal|explorer|instance|integration|system|twin|twins|flow|webhook|subscription|server';
const his = `(?:my|our)(?: [\\w.'-]{1,30}){0,3}? (?:${thing})(?: "?[\\w.-]{2,60}"?){0,2}?`;
const who = `(?:(?<!\\b(?:can|could|should|do|did|would|will|may|might|must|if|when|whenever|once|until|unless|how|before|where|that|what|time) )(?:I|we)(?: all| both| two| too)?|all of us|\\b(?:all )?${his})`;
const now =
  '(?: (?:still|now|also|always|just|only|suddenly|constantly|currently|all|again|sometimes|continuously|consistently|repeatedly|have|has|am|are|is|been|keep|keeps|today|simply|too|so|kept)){0,4}';
const get =
  '(?:get|gets|getting|receive|receives|receiving|see|sees|seeing|hit|hits|hitting|run into|runs into|running into|runs? in|encounter|encounters|encountering|face|facing|end up with|ends up with)';
const filler =
  '(?: (?:an?|the|this|these|that|only|nothing but|lots of|many|some|constant|persistent|strange|weird|same|https?|status|code|errors?|exceptions?|response|responses|message|back|again|random|of|with|just|plain|always|now|nothing|but|[\\w.]{0,60}(?:Exception|Error)|(?:from|on|in|at) (?:the |our |my )?(?:azure )?(?:digital twins?|adt|twins|plant-\\w{1,9})(?: api| explorer)?)[:,]?){0,7}';
/** '403 twins', 'a 403 dashboard'. */
const itself =
  '(?! (?:questions?|tickets?|reports?|mails?|e-mails|alerts?|alarms?|notifications?|results?|points|pages?|dashboards?|topics?|stories|story|jokes?|discussion|handling|tests?)\\b)';
const does =
  '(?:gives?|giving|refus(?:es|ing)|returns?|returning|throws?|throwing|answers?|answering|sends?|shows?|says|tells?|den(?:ies|ying)|rejects?|rejecting|responds?|blocks?|greets?)';
const reading =
  '(?:read|query|open|get (?:in|into|access|to|past|any|at|anything|my|the twins|twins)|list|create|write|update|delete|upload|see(?! (?:an?|the|any) 403)|access|connect|reach|call|use|load|import|patch|edit|add|view|fetch|retrieve|send|publish|log ?in|sign ?in|do anything|save|run|browse|work with)';

export const english: Telling = {
  refused: [
    new RegExp(`${who}${now} ${get}${filler} 403${itself}`, 'i'),
    new RegExp(`${who}${now} (?:just|now|again|suddenly) (?:got|hit|ran into|received)${filler} 403${itself}`, 'i'),
    new RegExp(
      `^\\W{0,3}(?:(?:hi|hello|hey|hmm|ok|so|and|also|still|now|again|just|suddenly|constantly|always|we|all|keep|anyone|team|folks|everybody|guys)[ ,:!-]{1,3}){0,4}(?:getting|just got|seeing|keep getting)${filler} 403${itself}`,
      'i',
    ),
    // 'I have the role and still get 403', 'I was added but ADT still says 403'.
    new RegExp(
      `\\b(?:I|we|my|our)\\b.{0,120}\\b(?:still|only|always|now|again|and|but(?: I| we)?)(?: keep(?:s| on)?)? ${get}${filler} 403${itself}`,
      'i',
    ),
    new RegExp(
      `\\b(?:I|we|my|our)\\b.{0,120}\\b(?:still|always|only|now) (?:${does}|fails?|is|am|are|the|a|have|has)? ?(?:with )?(?:an? )?403`,
      'i',
    ),
    new RegExp(
      `\\b(?:${does}|throwing|returning|fails?|failing)\\b(?: \\w{1,12}){0,4}? (?:me|us|at me|to me|my|our)\\b.{0,40}403`,
      'i',
    ),
    new RegExp(
      `\\b(?:${does}|throwing|returning)${filler} 403(?: \\w{1,12}){0,2}? (?:for|to|at|on|against|when|whenever|while|as soon as|every time|each time|if)(?: (?:all|any|every|each|everything|anything|whatever|one|of)){0,3} (?:me|us|my|our|I|we)\\b`,
      'i',
    ),
    new RegExp(
      `\\b(?:all |every one of )?${his}${now} (?:fails?|failing|failed again|dies|die|crash(?:es)?|breaks?|is refused|are refused|is rejected|are rejected|is denied|are denied|is blocked|are blocked)\\b.{0,60}403`,
      'i',
    ),
    /\b(?:I|we)(?: (?:am|are|keep|have|been|being|still|now|always|suddenly|again)){1,5} (?:refused|denied|rejected|blocked|locked out|kicked out|thrown out|turned away)\b.{0,60}403/i,
    /\b(?:I|we) (?:am|are)(?: (?:still|now|always|suddenly|again|being)){0,3} 403\b/i,
    /^\W{0,3}(?:(?:getting|still|again|now|suddenly|always|only|a|an|hi|hello|all|hey|[,:!]) ?){0,4}403\b.{0,60}\b(?:when|whenever|while|as soon as|every time|each time|since|although|even though|on all|for all|for) (?:I|we|me|us|my|our)\b(?! (?:talk|demo|wiki|docs|boss|team|customers?|clients?|colleagues?))/i,
    /\b(?:my|our)\b.{0,60}\b403\b.{0,40}\bsince\b/i,
    new RegExp(`\\b(?:my|our)(?: azure)?(?: digital twins?| adt)?(?: instance)? .{0,30}\\b${does}${filler} 403`, 'i'),
    /\bwhy (?:do|am|are|is|does|has|have) (?:I|we|my|our)\b.{0,60}403/i,
    /\bwhy (?:does|is|do) (?:adt|azure|digital|it|the|this|plant)\b.{0,50} (?:me|us|my|our)\b/i,
    new RegExp(`\\bwhy (?:I|we|${his})${now} ${get}${filler} 403`, 'i'),
    /\b(?:any(?:one|body)|who) else (?:here )?(?:is )?(?:getting|gets|get|seeing|sees|see|with|having|has)\b.{0,30}403/i,
    /\bam I the only one\b.{0,40}403/i,
    /^\W{0,3}still\b.{0,12}403/i,
    /^\W{0,3}403 (?:on|from|at|in|with) .{2,40}?,? (?:again|still)\W{0,5}$/i,
  ],
  stuck: [
    /\bfine before\b/,
    new RegExp(
      `\\b(?:I|we|${his})(?: (?:still|also|now|just|suddenly|really|am|are|is)){0,3} (?:cannot|can not|can no longer|unable to|not able to|no longer able to|not allowed to)(?: (?:even|longer|anymore|currently)){0,2} ${reading}\\b`,
      'i',
    ),
    new RegExp(
      `(?:^|[,:;.!?\\n])\\W{0,3}(?:(?:hi|hello|hey|still|now|again|and|so|suddenly|all)[ ,]{1,2}){0,3}(?:cannot|can not|unable to|not able to)(?: even)? ${reading}\\b`,
      'i',
    ),
    /\b(?:pls|plz|please) help\b(?! (?:\w{1,12} ){0,2}(?:review|writ\w{1,4}|test|with|him|her|them)\b)|\bhelp(?: me| us)?,? (?:pls|plz|please)\b|^\W{0,3}help\W|\bhelp\W{0,5}$|\bI (?:really |urgently )?need (?:some |your )?help\b|\bhelp (?:me|us)\b/i,
    /\b(?:can|could|would) (?:you|any(?:one|body)|some(?:one|body)|you guys)(?: please| kindly)? (?:help(?:\?|$| (?:me|us|out))|check\?|tell me why|explain why)/i,
    /\b(?:any|no) (?:ideas?|clue|hints?|thoughts|help)\b|\bwhat (?:am I|are we) (?:missing|doing wrong|supposed)|\bwhat (?:can|should|must|shall) (?:I|we) (?:do|check|try)|\bhow (?:do|can) (?:I|we) (?:fix|solve|get (?:rid|past|around|out))\b/i,
  ],
  otherwise: [
    // Over, or never there.
    /\b(?:works? (?:again|now)|working (?:again|now)|(?:is|are|was|were|got|been|now|it|has|have) (?:all |now |finally )?(?:fixed|solved|resolved|gone|restored|mitigated|sorted|green|healthy)|(?:fixed|solved|resolved|sorted|restored|mitigated|closed|closing)(?: out)? (?:it|that|this|the|my|our|an?)|(?:fixed|solved|resolved|sorted|restored|recovered|mitigated)\b(?! (?:yet|by))|no (?:more|longer) (?:a |any |the |get\w{0,5} |see\w{0,3} )?403|went (?:away|back)|back to normal|all good|all fine|all clear|lets? (?:me|us) in|without (?:a |any )?403|(?:no|not an?|never an?) 403|(?:do|does|did|am|are|is) (?:not|no longer) (?:get|gets|getting|see|seeing) [^,]{0,20}403|never (?:get|got|see|saw)|403 (?:is|are|was) (?:gone|over|history)|back then|in the past|false alarm|never ?mind|forget (?:my|it|that|about)|my (?:own )?(?:fault|mistake|bad)|turned out|wrong (?:tenant|subscription|account|directory)|then it (?:was|worked)|helped\b|no more\b|closed\b|I know why|we know why|no need|(?:do not|no) worr\w{1,3}|no action)/i,
    /^\W{0,3}(?:(?:many|big|huge|special|a big|so) )?(?:thanks|thank you|thx|cheers|kudos|props|shout-?out|congrat\w{0,9}|well done|great (?:job|work))\b/i,
    /\b(?:thanks|thank you|thx|kudos|shout-?out|props) (?:to|for|@|so much for)\b|\b(?:thanks|thank you|thx),? [A-Z](?!DT\b)[a-z]{1,15}\b/,
    // Past.
    /\b(?:had|have had|was getting|were getting|was seeing|were seeing|was receiving|were receiving|used to(?: \w{2,9})?|saw|faced|(?<!\b(?:just|now|again|still|suddenly) )(?:got|received|hit an?|ran into|encountered))\b.{0,40}403|\b403.{0,60}(?<!\b(?:since|until|fine|worked|from|before) )\b(?:yesterday|last (?:night|week|month|year|quarter|sprint|\w{3,6}day)|earlier|the other day|ago)\b|(?<!\b(?:since|until) )\b(?:yesterday|last (?:night|week|month|year|quarter|sprint|\w{3,6}day)|earlier today|the other day|once|back in|(?:weeks?|months?|years?|days) ago)\b(?:(?!\b(?:still|now|but|since)\b).){0,80}403|\b(?:yesterday|done)\b ?:/i,
    // Told of others, or in their words.
    /^\s{0,5}(?:>|&gt;)|\n\s{0,5}(?:>|&gt;)|\b(?:wrote|writes|said|asked|asks|told|reported|reports?|complain(?:s|ed)?|mentioned|forwarded|forwarding|posting for|on behalf)\b|^\s{0,5}(?:from|sent|subject|to|fwd?|re|cc):\s/im,
    /\b(?:somebody|someone|some (?:people|users|customers|of the)|people|everybody|everyone|nobody|no one|(?:a|the|our|one|another|several|many|other|most|some|these|those|all|guest|test) (?:\w{1,14} )?(?:colleagues?|customers?|clients?|users?|vendors?|partners?|boss|manager|team ?mates?|teams?|students?|interns?|testers?|guests?|accounts|folks in|guys (?:in|from)|people|crew|squad|department)|my (?:\w{1,14} )?(?:colleagues?|customers?|boss|manager|team ?mates?|teams?|students?|interns?|testers?|cat|dog|wife|husband|kids?|mom|mother|father|dad)|whole (?:team|group|department|site)|(?:he|she|they) (?:\w{1,9} )?(?:gets?|got|sees?|has|have|is|are|was|were|keeps?|can|cannot|needs?)|his|her|their|him)\b/i,
    /\b(?:for|help|asked|with|by|from|of|and|helping|helps?|check|assist) (?!(?:Azure|ADT|Digital|Twins?|Explorer|Data|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Postman|Power|Microsoft|Portal|Python|Java|Node|Visual|Owner|Reader|Contributor|Admin|Contoso|Forbidden|Windows|Linux|Logic|Function|Event|Entra|Please|Thanks|Any|Is|Can|Could|What|Why|How|The|It|My|Our|We|Since|All|Service|Dev|Prod|Test|Terraform|Docker|Kubernetes|Grafana|Unity|Import|Stream|Synapse|Databricks|Managed|Bicep|Chrome|Edge|Firefox|Rest|Client|Storage|Key|Fabric|Jenkins|Action|Actions|Pipelines?|Dynamics|Teams|Excel|Role|Contributor|Https?|Http|Token|Tenant|Swagger|Insomnia|Plant|Factory|Building|Site)\b)[A-Z][a-z]{2,15}\b(?!\.\w)/,
    /\b(?!(?:Code|Function|App|Pipeline|Service|Explorer|Postman|Twins?|Query|Script|Portal|Everything|Which|That|This|Today|Azure|Job|Client|Still|Just|Also|Request|Call|Backend|Dashboard|Querying|Reading|Why|And|But|Now|All|Always|Suddenly|Instance|Api|Site|It|Building|Plant|Importer?|Studio|Anyone|Who|Python|Java|Curl|Keeps|Only|Currently|Getting|Nothing|Owner|Reader|Contributor|Admin|Something|There|Suddenly|Yesterday|Morning|Identity|Principal)\b)[A-Z][a-z]{2,15}(?:'s [\w-]{2,20})? (?:still |also |now |just |always )?(?:gets|got|sees|saw|has|had|is|was|keeps|reported|reports|cannot|receives|knows|can|needs|looks|and)\b|\b(?!(?:It|That|What|Today|Let|There|Here|Microsoft|Azure)\b)[A-Z][a-z]{2,15}'s\b/,
    // Worked on already, or known.
    /\b(?:investigat\w{1,5}|reproduc\w{1,4}|repro(?:ed)?|look(?:ing|ed)? (?:into|at)|looks into|check(?:ing|ed) (?:why|the|this|it|with|on)|working on|work on|rolling (?:it |that )?back|rolled back|is on it|am on it|are on it|on it now|debug\w{0,4}|troubleshoot\w{0,3}|trac(?:k|ing) (?:down|the|this)|follow(?:ing)?[- ]up|tickets?|handing over|hand-?over|hand-?off|root[- ]cause|caused by|the cause|RCA|culprit|post-?mortem|will (?:post|update|keep|let)|known (?:issue|problem|bug)|we (?:already )?know|stand-?up|blockers?|sprint|kanban|jira|backlog|retro\w{0,12}|story points|workaround|assigned to|closing|escalated|status (?:update|report)|update:|ETA|waiting (?:for|on)|(?:is|are|were|was) (?:informed|aware|notified)|(?:open|opened|raised|logged|filed) (?:an? )?(?:case|request|issue|bug|with)|support case|today I|I will|next step\w{0,1}|to-?do|on shift|night shift)\b/i,
    // Planned, or wanted.
    /\b(?:will|shall|going to|gonna|tomorrow|tonight|next (?:week|month|sprint|\w{3,6}day)|plan(?:ned|s|ning)?|maintenance|(?<!\b(?:since|after) (?:the |our |a )?)migration|scheduled|on purpose|deliberate(?:ly)?|intention\w{0,5}|intended|by design|as designed|as (?:it )?should|that is (?:normal|fine|ok|right|correct|expected)|(?:it|which|this) is (?:normal|fine|ok|right|correct|expected)|expect(?:s|ed|ing)?|simulat(?:e|es|ed|ing)|mock\w{0,4}|asserts?|unit tests?|test case|negative tests?|chaos|drill|hypothetical\w{0,2}|for example|e\.g\.|in theory|imagine|suppose|supposedly|pretend\w{0,3}|(?:what|as) (?:I|we) want(?:ed)?|want(?:s|ed)? (?:a|to get|to see|the)|as an? (?:user|developer|admin|customer)|acceptance criteria|I removed|we removed|I revoked|we revoked)\b/i,
    // No trouble to whoever writes.
    /\b(?:confirm(?:s|ed|ing)?|verif(?:y|ied|ies)|validated|proves?|proven|proof|good news|great news|interesting(?:ly)?|nice(?:ly)?|perfect(?:ly)?|awesome|excellent|great|cool|yay|finally|luckily|fortunately|well done|lessons? learn\w{1,4}|learned|noted|for the record|fun fact|as (?:required|requested|agreed|discussed|announced|promised|wished|usual|always|hoped|it must)|which is (?:what|why|how|good|right)|that is (?:why|how|what)|(?:heals?|recovers?|resolves?|goes away|clears?|disappears?) (?:by|on|after|within|itself|again)|harmless|nothing to (?:do|worry|see)|not (?:a|an|our|my) (?:problem|issue|concern|bug|blocker|priority)|low prio\w{0,4}|no (?:problem|issue|harm|impact|rush|hurry)|ok(?:ay)? for (?:now|me|us)|fine (?:for|with|by) (?:me|us|now)|(?:can|could) live with|do not (?:care|mind|need)|not enough|so we (?:can|could|know)|so I know|every (?:night|day|morning|evening|week|monday|weekend|deploy\w{0,4})|after (?:each|every)|exactly \d|(?:without|with) (?:the|any|my|a|no|that) (?:data )?(?:role|reader|owner|assignment|permission)s?(?: removed| revoked| gone)?|role removed|(?:says|shows|explains|tells|about|on|of) why|who wants|volunteers?|rename|wording|switched off|turned off|200 with|pair on|the rest|the new (?:one|account)|old account)\b/i,
    // A joke, or a try.
    /\b(?:jok(?:e|es|ing)|kidding|lo{1,5}l|ha(?:ha){1,5}|hihi|lmao|rofl|knock knock|just (?:testing|a test|trying)|test(?:ing)? (?:message|the bot|post|only)|please ignore|ignore (?:this|me|that)|this is a test|sandbox|playground|april|meme|song|achievement|t-?shirt|sticker|mug|even my|story of my life|dreams?|coffee|beer|pizza|lottery|bingo)\b|[\u{1f602}\u{1f923}\u{1f605}\u{1f604}\u{1f606}\u{1f61c}\u{1f61d}\u{1f609}]|(?:^|\s)[:;]-?[DPp)](?:\s|$)|(?:^|\s)xD\b/iu,
    // A question about how things are meant to be, not about a trouble.
    /\b(?:what (?:does|do(?! I\b| we\b)|is|are(?! we)|would|happens?|causes?|exactly)|when (?:does|do|would|will|should)|where (?:is|are|can|do|does)|which (?:role|roles|permission|docs?|article)|who (?:knows|broke|can)|is it (?:normal|expected|true|possible|documented)|does (?:adt|azure|it|digital)(?!.{0,40} (?:me|us|my|our)\b)|is (?:there|anybody|anyone)(?! else)|are (?:you|there|we supposed)|(?:did|do|have|has|could|can|would|will) you|should (?:I|it|a|the|you|they|return|give)|supposed to|how (?:does|should|do you|would|to|often|many|come (?:it|the) (?:doc|article))|how (?:can|do|could) (?:I|we) (?:get an?|trigger|provoke|handle|catch|test)|do (?:I|we) (?:get|see)(?<!why do (?:I|we) (?:get|see)))\b/i,
    // What would be, and what is told about it elsewhere.
    /\b(?:if|in case|whenever|once|until|unless|when|every time|each time|before|after) (?:you|we|I|one|it|they|users?|somebody|someone|an?|the|my \w{2,12}|our \w{2,12})\b(?: \w{1,12}){0,2}? (?:get|gets|getting|see|sees|hit|receive|receives|return|returns|has|answer|answers)\b.{0,20}403|\b(?:if|in case|unless) (?:you|one|they|users?|somebody|someone|an?|the)\b|\bwhen (?:the|a|an|no|you|one|someone) (?:caller|principal|user|role|identity)|\b(?:would|might|could|may|will) (?:get|return|give|see|cause|be|throw|fail|lead|receive|happen)\b|\b(?:because|means|meaning|mean that|due to|thanks to|reason)\b/i,
    /\b(?:docs?|documentation|documented|article|blog|wiki|readme|runbook|tutorial|how-?to|guides?|slides?|presentation|presenting|talk|session|workshop|webinar|brown ?bag|meet-?up|interview|quiz|exercise|course|lesson|video|training|demo (?:of|on|about|shows|how|is about)|my demo|faq|stack ?overflow|microsoft learn|learn\.microsoft|release notes?|release \d|new release|released|releases:|version \d|changelog|new (?:in|rule|alert|feature|page|dashboard|twins)|rolled out|shipped|merged|deployment note|note:|please note|note that|be aware|meeting|agenda|minutes of|posts?(?= (?:on|about))|blog post|posted|reminder|fyi|heads[- ]up|announcement|announce\w{0,3}|attention|pull request|\bPRs?\b|commit|poll|survey|newsletter|screenshot|what a|looks? like|question like|questions? (?:like|about)|answers questions|follow the|mention the bot|you(?:'ll| will| can| need| should| must| get| may|r)?)\b/i,
    /\b(?:alerts?|alarms?|alarm rule|firing|(?<!trigger )fired(?! at)|resolved|triggered|thresholds?|monitor(?:s|ing)?|severity|sev ?\d|on-?call|pager\w{0,4}|pages the|incident|slo|sla|health ?checks?|heartbeat|uptime|synthetic|view in \w{3,12}|build \W?\d{1,6}|metrics?|rate|count|dashboard (?:is|shows)|number of|how often|per (?:hour|day|minute|week)|a week|once a|in \d{1,3} ?min(?:utes)? pages)\b|(?<![-=])[<>] ?\d|\d ?%/i,
    /^\W{0,3}(?:Q\d{0,2}|FAQ|Question)[:.] .{0,200}\bA(?:nswer)?\d{0,2}[:.] /is,
    // Somebody's words.
    /^\W{0,3}\[?\d{1,2}[:.]\d\d(?: ?[AP]M)?\]?,? (?!(?:ERROR|INFO|WARN))[A-Z][a-z]{2,15}\b/m,
    /^\W{0,3}(?!(?:Question|Hello|Help|Error|Update|Issue|Problem|Hi|Hey|Symptom|Situation|Frage|Hallo|Bonjour|Question|Hola|Oi|Result|Today|Still|Urgent|Twins?|Azure)\b)[A-Z][a-z]{2,15}(?: [A-Z][a-z]{2,15})?: .{0,40}\bI\b/m,
    /"[^"\n]{0,80}\b(?:I|my|we|our|you|your)\b[^"\n]{0,80}"/i,
  ],
};
