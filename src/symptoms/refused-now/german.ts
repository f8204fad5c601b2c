import type { Telling } from './telling.ts';

const thing =
  '(?:app|apps|anwendung|applikation|function|funktion|dienst|service|skript|script|pipeline|job|identitat|konto|account|user|benutzer|login|code|client|programm|import|importer|abfragen?|anfragen?|requests?|aufrufe?|calls?|queries|query|backend|frontend|api|simulator|dashboard|notebook|container|principal|vm|server|gateway|connector|prozess|workflow|token|webseite|portal|instanz|explorer)';
const his = `(?:mein|meine|meinem|meinen|meiner|unser|unsere|unserem|unseren|unserer)(?: [\\w.-]{1,30}){0,2}? [\\w-]{0,30}${thing}`;
const get = '(?:bekommen?|bekomm|kriegen?|krieg|erhalten?|sehen?|laufen?|renne|stosse)';
const gets = '(?:bekommt|kriegt|erhalt|lauft|rennt|wirft|liefert|scheitert|schlagt|fliegt|stirbt|sieht|endet)';

/** German, with ä as a and ß as ss. */
export const german: Telling = {
  refused: [
    new RegExp(
      `(?<!\\b(?:wenn|falls|sobald|dass|ob|wie|wo) )\\b(?:ich|wir)(?: [\\w.-]{1,20}){0,1} ${get}\\b.{0,70}403`,
      'i',
    ),
    new RegExp(`\\b${get} (?:ich|wir)\\b.{0,70}403`, 'i'),
    /\b(?:ich|wir) (?:hab|habe|haben)(?: (?:hier|gerade|immer|noch|wieder|jetzt|auch|seit|heute|standig|dauernd|nur)){0,4}(?: (?:einen|ein|nen|'nen|nur))? 403/i,
    /\b(?:hab|habe|haben) (?:ich|wir)(?: (?:hier|gerade|immer|noch|wieder|jetzt|auch|standig|dauernd|nur)){0,4}(?: (?:einen|ein|nen|nur))? 403/i,
    new RegExp(`\\b${his}(?: [\\w.-]{2,30}){0,2}? ${gets}\\b.{0,70}403`, 'i'),
    new RegExp(`\\b${gets} ${his}\\b.{0,70}403`, 'i'),
    /\b(?:gibt|liefert|antwortet|sagt|wirft|meldet|schickt|zeigt|verweigert|lehnt|gab) (?:mir|mich|uns|meine\w{0,1}|unsere\w{0,1})\b.{0,70}403/i,
    /\b(?:bei|auf) (?:mir|uns)\b.{0,70}403/i,
    /\b403\b.{0,60}\b(?:wenn|sobald|seit|obwohl|bei|auf) (?:ich|wir|mir|uns|meine\w{0,1}|unsere\w{0,1}|alle meine|allen meinen)\b/i,
    /\b(?:warum|wieso|weshalb|weswegen)\b.{0,40}\b(?:ich|wir|mir|mich|uns|meine?|unsere?)\b.{0,70}403/i,
    /\b(?:bekommt|kriegt|hat|sieht|erhalt) (?:sonst )?noch (?:jemand|wer)\b.{0,30}403|\bnoch (?:jemand|wer)\b.{0,20}403/i,
    /^\W{0,3}(?:immer noch|immer wieder|schon wieder|weiterhin|dauernd)\b.{0,10}403/i,
  ],
  stuck: [
    /\b(?:ich|wir) (?:kann|konnen|komme|kommen|darf|durfen)\b.{0,60}\b(?:nicht|keine?n?|nichts|nix)\b/i,
    /\b(?:kann|konnen|komme|kommen|darf|durfen) (?:ich|wir)\b.{0,60}\b(?:nicht|keine?n?|nichts|nix)\b/i,
    /\b(?:kann|konnte) (?:mir|uns) (?:bitte |mal )?(?:jemand|wer|einer)\b|\b(?:hat|habt) (?:jemand|wer|ihr|einer) (?:da |dazu |hier )?(?:eine|ne|'ne) (?:idee|ahnung)\b|\bjemand (?:eine|ne) idee\b|\b(?:bitte um|brauche|brauchen|benotige) (?:\w{1,10} )?hilfe\b|^\W{0,3}hilfe\b|\bwas (?:kann|soll|muss) ich (?:tun|machen)\b|\bworan (?:kann|konnte) das liegen\b|\bbitte helf\w{1,2}\b/i,
  ],
  otherwise: [
    /\b(?:gefixt|behoben|gelost|erledigt|repariert|geklart|beseitigt|weg|verschwunden|vorbei|wieder (?:lesen|zugreifen|gut|da|ok|moglich|rein)|geht (?:jetzt|wieder|nun)|lauft (?:jetzt |nun )?wieder|funktioniert (?:jetzt |nun )?wieder|klappt (?:jetzt |nun )?wieder|kein(?:e|en)? 403|nicht mehr 403|ohne 403|hat sich erledigt|alles (?:wieder )?gut|entwarnung|lag (?:an|am)|es war|war (?:nur|mein|meine|ein|eine|der|die|das))\b|^\W{0,3}(?:vielen |besten |herzlichen |tausend )?dank(?:e)?\b|\b(?:danke|dank) (?:an|fur|dir|euch|[A-Z](?!DT)[a-z]{2,15})\b/i,
    /\b(?:hatte|hatten|hattest|bekam|bekamen|kriegte|erhielt|erhielten|gab es|war|waren|wurde|wurden|trat|traten)\b.{0,70}403|\b403\b.{0,40}\b(?:gehabt|bekommen(?! wir| ich)|gesehen|gemeldet|gestellt|nachgestellt|provoziert|erzeugt|geschrieben|gefunden|untersucht|analysiert|erklart|dokumentiert|verursacht|ausgelost|hatte|hatten|gab|war|waren|wurde)\b|(?<!\b(?:seit|noch|bis) )\b(?:gestern|vorgestern|letzte\w{0,1} (?:woche|nacht|monat|jahr|mal)|fruher|damals|neulich|vorhin)\b/i,
    /\b(?:er|jemand (?:hat|bekommt|anders|meldet)|jeder|jede|niemand|keiner|kunde|kunden|kundin|kollege|kollegin|kollegen|mitarbeiter\w{0,3}|chef|chefin|nutzer|benutzerin|anwender\w{0,3}|gaste|gast\w{0,8}|azubi|(?:das|im|unser|mein|ganze[sn]?|netzwerk|anderes|vom) ?-?team|teams|abteilung|leute|viele|einige|manche|ihm|ihn|ihr|euch|ihnen|seine?|seiner|seinem)\b/i,
    /\b(?!(?:Ich|Wir|Man|Warum|Wieso|Wenn|Seit|Auch|Azure|Twins?|Function|Functions|App|Anwendung|Funktion|Explorer|Service|Abfrage|Hier|Und|Aber|Jetzt|Instanz|Client|Skript|Pipeline|Job|Import|Dienst|Code|Was|Das|Postman|Portal|Query|Seit|Leider|Identity|Principal|Backend|Api)\b)[A-Z][a-z]{2,15} (?:bekommt|kriegt|hat|erhalt|meldet|sieht|kommt|kann)\b/,
    /\b(?:schaue?|schauen|gucke?|kummere?|kummern|prufe|prufen|untersuche|untersuchen|analysiere\w{0,1}|arbeite|arbeiten|bin dran|sind dran|ist dran|nachgestellt|reproduzier\w{1,3}|ubergabe|(?<!fur )ticket|ursache|grund|wegen|standup|stand-up|rollen? zuruck|zuruckgerollt|bekannt|melde mich|stand:|status:|warte auf|warten auf|weiss warum|wissen warum|liegt (?:(?:aber|nur|wohl|halt|ja) ){0,3}(?:an|am)|(?:ist|sind) informiert|so gewollt|halte euch|sprint|wissen,? dass)\b/i,
    /\b(?:morgen(?! (?:bekomm|krieg|erhalt|habe|hab|seh|lauf|komm|geht|antwort|liefer|gibt|nur|wird|ist|kann|403|auf|bei|sind|keine|mein|unser|,))(?<!\b(?:guten|heute|seit) morgen)|ubermorgen|naechste|nachste\w{0,1}|wartung\w{0,8}|geplant|planen|absichtlich|mit absicht|gewollt|gewunscht|erwartet\w{0,2}|erwarte|erwarten|wie vorgesehen|simulier\w{1,3}|am (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|wochenende)|werden wir|wird es|umgestellt|umstellung|wollen|sollen wir|soll ich)\b/i,
    /\b(?:bestatigt|bestatige|bestatigen|gute nachricht\w{0,2}|interessant|perfekt|prima|super|passt|schon so|soll so|richtig so|ohne (?:die |eine |meine )?(?:rolle|rechte|berechtigung)|ohne rolle|harmlos|unkritisch|kein(?:e)? problem\w{0,1}|jede (?:nacht|woche)|jeden (?:tag|morgen|abend)|gelernt|wie (?:erwartet|gewunscht|besprochen|geplant|immer)|verifiziert|nachgewiesen|gastkonto|testkonto|spass|scherz|witz|haha|lol|testnachricht|nur ein test|zum testen|bitte ignorieren|sandbox|katze|hund|oma)\b/i,
    /\b(?:wenn|falls|sobald) (?:ihr|man|du|jemand|ein|eine|der|die|das|sie|es)\b|\b(?:bedeutet|was heisst|normal|doku|dokumentation|artikel|blog|wiki|anleitung|handbuch|vortrag|schulung|workshop|prasentation|besprechung|meeting|agenda|protokoll|umfrage|hinweis|zur info|info:|ankundigung|achtung|bitte beachten|erinnerung|version \d{1,3}\b|neue\w{0,1} (?:alarm\w{0,6}|regel|seite|version|funktion|feature)|alarm\w{0,8}|schwellwert|uberwachung|meldung:|rate|mehr als \d|wie (?:soll|sollen|sollte|geht|oft|viele)|was (?:ist|sind)|wann|welche\w{0,1}|wo (?:ist|finde|steht)|wer)\b/i,
  ],
};
