/**
 * The words of short follow-ups, in English, German, French, Spanish, Portuguese and Japanese. Everything is written as
 * `wordsOf` leaves a text: lower case, no accents, no punctuation, one space around each word.
 */
import type { Operation } from './report.ts';

/** A text as the patterns below expect it. */
export function wordsOf(text: string): string {
  const bare = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    // 'l'app' are two words, 'it's' is one.
    .replace(/(?<!\p{L})([cdjlmnst]|qu)'(?=\p{L})/gu, '$1 ')
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}]/gu, ' ');
  return ` ${bare.split(/\s{1,9}/).join(' ')} `.replace(/ {2,9}/g, ' ');
}

const whole = (words: string) =>
  new RegExp(`(?<![\\p{Script=Latin}\\p{N}])(?:${words})(?![\\p{Script=Latin}\\p{N}])`, 'gu');
/** Japanese puts no spaces between its words. */
const inside = (words: string) => new RegExp(words, 'gu');

const appNouns =
  'azure functions?|functions? apps?|web ?apps?|logic apps?|container apps?|app registration|registered app|enterprise app(?:lication)?|service principal|client app(?:lication)?|app service|spn|daemon|backend|pipeline|application|apps?|function|service|anwendung|app ?registrierung|dienstprinzipal|dienst|fonction|principal de service|aplicacion|aplicativo|aplicacao|funcion|funcao';
const identityNouns =
  '(?:(?:system|user) assigned )?managed identit(?:y|at)|user assigned identity|msi|verwalteten? identitat|identite (?:managee|geree)|identidad (?:administrada|gestionada)|identidade gerenciada';
const article =
  '(?:(?:the|my|our|a|an|die|der|das|den|dem|meine?|unsere?|l|la|le|les|mon|ma|notre|el|mi|nuestra|nuestro|o|minha|nossa) )?';

export const negated = {
  me: [
    whole(
      'not (?:for )?(?:me|i|myself|my own|my user|my account)|instead of me|nicht (?:ich|mich|mir|fur mich)|pas (?:moi|pour moi)|no (?:soy )?yo|no para mi|nao (?:sou )?eu|nao para mim',
    ),
    inside('私 ? ?(?:では|じゃ)'),
  ],
  app: [
    whole(
      `(?:not|instead of|nicht|pas|(?<=\\p{L} )(?:no|nao)) ${article}(?:${identityNouns}|${appNouns})(?! (?:is|was|gets|still|immer|toujours))`,
    ),
  ],
} as const;

export const callers = {
  'managed-identity': [whole(identityNouns), inside('マネージド ?(?:id|アイデンティティ)')],
  app: [whole(appNouns), inside('アプリケーション|アプリ|関数|サービス ?プリンシパル')],
  user: [
    whole(
      'colleague|co ?worker|team ?mate|kollegen?|kollegin|collegue|colega|companer[oa]|somebody else|someone else|jemand anders|quelqu un d autre|otra persona|outra pessoa',
    ),
    inside('同僚'),
  ],
  me: [
    whole(
      'me|myself|my own (?:user|account|login|access)|my (?:user|account|login)|mich|mir|bin ich|ich bin es|ich selbst|moi(?: meme)?|soy yo|yo mism[oa]|para mi|sou eu|eu mesm[oa]|mim',
    ),
    inside('私|自分'),
  ],
} as const;

/** 'It gives me 403', 'Megan gave me the role': nobody is meant by that 'me'. */
export const gives = [
  whole('(?:g[ai]ves?|given|giving|granted|assigned|show(?:s|ed)?|tells?|told|lets?|sent) (?:me|us)'),
];

interface Tried {
  operation: Operation;
  access?: 'read' | 'write';
  words: readonly RegExp[];
}

const twins =
  '(?: (?:the |my |a |some )?(?:digital )?(?:twins?|relationships?|properties|zwillinge?|jumeaux|gemelos?|gemeos))?';

/** From the particular to the general: 'creating models' is about models. */
export const tried: readonly Tried[] = [
  {
    operation: 'models',
    access: 'write',
    words: [
      whole(
        '(?:upload|import|load|creat|delet|decommission)(?:e|es|ed|s|ing|ting)? (?:the |my |a |some |new )?models?|modelle? (?:hochladen|anlegen|loschen)|(?:charger|televerser|creer) (?:des |les |un )?modeles?|(?:subir|cargar|crear) (?:los |un )?modelos?|(?:carregar|enviar|criar) (?:os |um )?modelos?',
      ),
      inside('モデル ?の? ?(?:アップロード|作成|削除)'),
    ],
  },
  {
    operation: 'models',
    words: [whole('(?:(?:read|list|get)(?:ing|ting)? (?:the )?)?models?|modelle?|modeles?|modelos?'), inside('モデル')],
  },
  {
    operation: 'event-routes',
    words: [whole('(?:event )?routes?|ereignisrouten?|routes? d evenements?|rutas? de eventos?|rotas? de eventos?')],
  },
  { operation: 'jobs', words: [whole('(?:(?:bulk )?(?:import|delete|deletion) )?jobs?|bulk import')] },
  {
    operation: 'query',
    access: 'read',
    words: [
      whole(`quer(?:y|ies|ied|ying)${twins}|abfragen?|abgefragt|requetes?|interroger|consultas?|consultar|consultando`),
      inside('クエリー?|照会'),
    ],
  },
  {
    operation: 'delete',
    access: 'write',
    words: [
      whole(
        `delet(?:e|ed|es|ing|ion)${twins}|loschen|geloscht|loschung|supprimer|suppression|eliminar|borrar|excluir|apagar|exclusao`,
      ),
      inside('削除'),
    ],
  },
  {
    operation: 'write',
    access: 'write',
    words: [
      whole(
        `(?:writ(?:e|es|ing|ten)|wrote|creat(?:e|es|ed|ing)|updat(?:e|es|ed|ing)|patch(?:ing|ed)?|chang(?:e|es|ed|ing))${twins}|schreiben|schreibzugriff|geschrieben|anlegen|andern|anderung|aktualisieren|aktualisierung|ecrire|ecriture|creer|mettre a jour|mise a jour|escribir|escritura|crear|actualizar|escrever|escrita|gravar|criar|atualizar`,
      ),
      inside('書き込み|書込み?|更新|作成'),
    ],
  },
  {
    operation: 'read',
    access: 'read',
    words: [
      whole(
        `(?:read(?:s|ing)?|list(?:s|ed|ing)?)${twins}|lesen|lesezugriff|gelesen|lire|lecture|leer|lectura|ler|leitura`,
      ),
      inside('読み取り|読み込み|読取り?'),
    ],
  },
];

export const again = [
  whole(
    'again|retry|retrying|rerun|recheck|re ?check|re ?run|once more|one more time|another try|noch ?mals?|noch einmal|erneut|wieder|reessaye[rz]?|reessaie|encore(?: une fois)?|a nouveau|otra vez|nuevamente|reintentar?|reintentalo|vuelve a intentar(?:lo)?|de nuevo|de novo|novamente|outra vez|mais uma vez',
  ),
  inside('もう ? ?一 ?[度回]|再試行|再実行|再度|再確認|リトライ|やり ?直'),
];

/** The token that was sent is another one since. */
export const newToken = [
  whole(
    '(?:(?:a|the|my|another) )?(?:new|fresh|renewed|another|different|valid) (?:access |bearer )?(?:token|jwt)|(?:renewed|refreshed|replaced|reissued) (?:the |my )?(?:access )?token|(?:signed|logged) (?:out and (?:back )?)?in(?: again| anew)|(?:einen |ein )?(?:neue[sn]?|frische[sn]?) (?:zugriffs ?)?token|neu angemeldet|(?:un )?(?:nouveau jeton|nouveau token|jeton neuf)|(?:un )?(?:nuevo token|token nuevo)|(?:um )?(?:novo token|token novo)',
  ),
  inside('新しい ?トークン'),
];

/** What was wrong still is. */
export const still = [
  whole(
    'still|not yet|no change|no luck|unchanged|same (?:error|thing|problem|result|issue)|(?:does not|doesnt|wont|isnt|not) (?:work(?:ing)?|help(?:ed)?)(?: yet)?|didnt (?:work|help)|immer noch|noch immer|weiterhin|nach wie vor|(?:geht|funktioniert|klappt) (?:es )?(?:immer noch |leider |noch )?nicht|gleicher fehler|toujours|(?:ca |cela )?(?:ne )?(?:marche|fonctionne) (?:toujours )?pas|meme erreur|pas encore|todavia|aun|sigue(?:n)?(?: igual)?|no funciona|mismo error|ainda|continua|nao funciona|nao funcionou|mesmo erro',
  ),
  inside('まだ|相変わらず|同 ?じ ?エラー|動 ?(?:かない|きません)|ダメ|駄目'),
];

/** What was wrong is over. */
export const solved = [
  whole(
    '(?:that |it |this |everything |all )?(?:now )?(?:works?|worked|working|is (?:fixed|solved|resolved|gone|working))(?: (?:now|again|fine|great|perfectly|well))?|fixed|solved|resolved|that did it|no (?:more|longer) (?:a )?(?:403|errors?)|(?:403|error|problem) (?:is )?gone|all good|(?:jetzt )?(?:gehts?|funktioniert|klappts?)(?: es)?(?: jetzt| wieder)?|gelost|behoben|(?:ca |cela )?(?:marche|fonctionne)(?: maintenant)?|resolu|c est (?:bon|regle|resolu)|(?:ya |ahora )?funciona(?: ya| ahora)?|resuelto|solucionado|(?:agora |ja )?funciona(?: agora)?|funcionou|resolvido',
  ),
  inside('動 ?き ?ました|動 ?いた|直 ?り ?ました|直 ?った|解決(?: ?し ?ました)?|使え ?(?:ました|るように)'),
];

export const worksWith: readonly (readonly ['own-login' | 'local-machine', readonly RegExp[]])[] = [
  [
    'local-machine',
    [
      whole(
        '(?:but |and )?(?:it )?(?:works?|worked|is fine|runs)(?: fine| well)? (?:locally|on my (?:own )?(?:machine|laptop|pc|computer))|lokal (?:geht|funktioniert) es|(?:es )?(?:geht|funktioniert) lokal',
      ),
    ],
  ],
  [
    'own-login',
    [
      whole(
        '(?:but |and )?(?:it )?(?:works?|worked|is fine)(?: fine| well)? (?:(?:with|under|as|using) my (?:own )?(?:login|account|user|credentials?)|for me|as me|as myself)|mit meinem (?:login|konto|account|benutzer) (?:geht|funktioniert) es',
      ),
    ],
  ],
];

export const thanks = [
  whole(
    'thanks?(?: you)?(?: (?:so|very) much| a lot)?|many thanks|thx|ty|cheers|great|perfect|awesome|nice|cool|super|danke(?: ?schon| sehr)?|vielen dank|merci(?: beaucoup)?|parfait|(?:muchas )?gracias|perfecto|(?:muito )?obrigad[oa]|valeu|perfeito',
  ),
  inside('ありがとう(?:ございます|ございました)?|助かり ?ました|助 ?かり ?ました'),
];

/** The service itself, which this is about anyway. */
export const service = [whole('(?:azure )?digital twins?|adt|azure')];

/** How a follow-up begins: what comes next changes the last report, even if it could stand alone. */
export const opener =
  /^ (?:(?:hm{1,4}|oh|ah|ok|okay|yes|sorry|well) ){0,2}(?:and|or|also|but|no|nope|not|now|same|its|it (?:is|was)|thats|that (?:is|was)|i (?:meant|mean)|actually|rather|what about|how about|and what about|und|oder|auch|aber|nein|jetzt|das (?:ist|war)|es (?:ist|war)|ich meine?|et|ou|aussi|mais|non|c est|c etait|je voulais dire|y|o|tambien|pero|es|era|fue|quise decir|e|tambem|mas|nao|foi|quis dizer) /u;

/** How a follow-up begins that can only be said to somebody who has answered. */
export const reaction =
  /^ (?:(?:hm{1,4}|oh|ah|ok|okay|yes|well) ){0,2}(?:and (?:for|on|with|what|if)|or|no|nope|not|now|same|sorry|actually|rather|try|check|what about|how about|und|oder|nein|jetzt|et|ou|non|y|tambien|quise decir|e|nao|quis dizer) /u;

/** What people say to each other: of what they do next, and of 'you'. */
export const talk = [
  whole(
    'let me|lemme|let us|lets|ill|(?:i|we) (?:will|can|could|would|shall|should)|im going to|you|your|yours|anyone|anybody|somebody|someone|du|dir|dich|dein|deine|ihr|euch|lasst? (?:mich|uns)|ich (?:kann|konnte|werde|probiere|versuche)|wir (?:konnen|werden)|tu|toi|vous|votre|je (?:peux|vais|pourrais)|laissez? moi|puedes|puedo|podemos|usted|ustedes|dejame|voces?|posso|podemos|deixa eu|deixe me',
  ),
  inside('あなた|してみます|やってみます'),
];

/** Asks for an explanation instead of a diagnosis. */
export const question =
  /^ (?:(?:and|but|so|und|et|y|e) )?(?:what(?! (?:about|if))|why|who|how(?! about)|where|which|was (?:ist|sind|bedeutet|heisst)|warum|wieso|wer|wo|welche[rs]?|wie(?! (?:ist|sieht|steht))|pourquoi|qui|comment|quel(?:le)?|por que|quien|cual|quem|qual|何|誰|なぜ|どうして) /u;

/** Whether a text asks for news rather than to tell them: 'is it fixed?', 'does that work now'. */
export function asksWhether(text: string): boolean {
  return /[?？]\s{0,9}$/.test(text) || askingFirst.test(wordsOf(text));
}

const askingFirst =
  /^ (?:(?:and|so|ok|okay|hi|hey|well) ){0,2}(?:is|are|does|did|has|have|can|will|should) (?:it|that|this|everything|all|the|my|i|we) /u;

const fillers = new Set(
  `a about account actually ah also am an and are as at be been but by call called calls check checking can could diagnose did do
does error errors even for forbidden from get gets getting give gives giving got had have he her him how however hey hi i id im in instance is
isnt it its just let look looking maybe me mean meant my name named no nope not now of oh ok okay on one only or our please rather really
receive refused request returns right run same say says see seems she should so sorry still than that thats the their them then they this throws to too try trying twin
twins us use user using want was we well were what whats when which while who whose with would yes you your hmm hm today after waiting
403 client
aber als an auch auf bei beim habe bekomme bitte das dass dem den der des die diesmal doch eigentlich ein eine einem einen einer er es fehler fur gegen heisst heißt ich id ihn im in instanz ist ja
jetzt kam kommt leider mal mein meine meinem meinen meiner meinte mit name namens nein nicht noch nun nur oder prufe prufen sie sondern trotzdem und unsere uns versuch versuche versuchs vom von war was weil wie wir zu zum zur zugriff gleiche
ai au appelle aussi avec pareil elle il avoir c ca ce cela cest cet d dans de des du elle en erreur essaie essaye essayez est et etait faire fait identifiant il instance j je l la le les ma mais maintenant me meme moi mon n ne non nom notre nous on ou oui par pas plait plutot pour qu que qui recois s sa se sil son sur
un une verifie voulais vous dire d obtiens donne m a y
al ahora llama como con da dando de del desde dice dio el ella en era error es esa ese eso esta este favor fue ha hace intenta intentalo la las le lo los me mi mismo misma mucho no nombre nuestra o otro para pero por porque prueba que quise decir recibo se si sin sobre soy su tambien tengo un una usando y ya
acho agora chama ao aos com como da dar das de dizer do dos e ela ele em era erro essa esse esta este estou eu foi isso isto ja mas me mesma mesmo meu minha na nao nas nenhum no nome nos o os para pelo pela por porque quis recebo se sem seu sim sou tambem tenho tenta tente uma um verifica voce
はい いいえ 場合 エラー 今 今度 方 結果 名前 名 操作 実行 確認 お願 願 試 時 私 出 同 id`
    .normalize('NFC')
    .split(/\s{1,9}/),
);

/** Whether nothing is left that carries a meaning of its own. */
export function saysNoMore(words: string): boolean {
  return words
    .replace(/\p{Script=Hiragana}{1,40}/gu, ' ')
    .replace(/([\p{Script=Han}\p{Script=Katakana}ー]{1,40})/gu, ' $1 ')
    .split(' ')
    .every((word) => word === '' || fillers.has(word));
}
