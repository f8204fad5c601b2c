import { language, wordList } from './language.ts';

export const german = language({
  signs: `ich nicht und oder wir beim wenn bekomme bekommen bekommt erhält erhalten erhalte kriege kriegt
    kriegen zugriff zugang zugriffsrechte zugriffsfehler berechtigung berechtigungen rechte fehler
    fehlermeldung kein keine keinen keiner keinem unser unsere unserem unseren unserer mein meine
    meinem meinen meiner bitte brauche brauchen braucht benötige benötigen benötigt kannst können
    könnte könnten könntest hallo moin servus danke verweigert verboten unzulässig funktioniert
    auf für zwilling zwillinge zwillingen modelle modellen abfrage abfragen hochladen guten instanz
    das diese dieser dieses geht klappt läuft vom zum zur wieder noch gibt mit lautet entferne
    entfernen liefert seit gestern heute chef kollege kollegin dienstprinzipal der ist ein eine einen einem mich mir bei von aus nur auch jemand
    warum wieso weshalb weswegen konnektor kopiert wird werden azubi bräuchte bräucht hab krieg brauch kannste aufm heißt namens soll sollte darf dürfen unterschied kostet ist's wer wen wem darfst möchte möchten beantrage beantragen freischalten muss müssen nach wie`,
  phrases: [
    [/\bwas (?:muss|müssen|soll|sollen|kann|können) (?:ich|wir) (?:tun|machen)\b/gi, 'what must I do'],
    [/\bwie (?:bekomme|kriege|erhalte) ich\b/gi, 'how do I get'],
    [/\b(?:der )?unterschied(?:e)? zwischen\b/gi, 'the difference between'],
    [/\bwas kostet\b|\bwie ?viel kostet\b/gi, 'how much costs'],
    [/\bwie ?viele\b/gi, 'how many'],
    [/\bzeitüberschreitung(?:en)?\b/gi, 'timeout'],
    [/\bwas (?:ist|sind)\b/gi, 'what is'],
    [/\bwas (?:bedeutet|heißt)\b/gi, 'what does it mean'],
    [
      /\bwei(?:ß|ss) (?:jemand|wer|einer),? wie ich ((?:\S{1,40} ){1,6}?)(?:bekomme|kriege|erhalte)\b/gi,
      'how do I get $1',
    ],
    [/\bwei(?:ß|ss) (?:jemand|wer|einer)\b/gi, 'does anyone know'],
    [/\bkomm(?:e|st|t|en) wir uns\b|\btreffen wir uns\b/gi, 'are we meeting'],
    [/\beinmal mehr\b|\bschon wieder\b|\berneut\b/gi, 'again'],
    [/\b(?:mir|mich) (?:aber|jedoch) nicht\b/gi, 'but not me'],
    [/\b(?:heißt|nennt sich|mit (?:dem )?namen?|namens)\b/gi, 'called'],
    [/\binstanz-?name\b/gi, 'instance name'],
    [/\brollen-?zuweisung(?:en)?\b/gi, 'role assignment'],
    [
      /\bdarf (?:ich |man )?keine? (\S{2,30}(?: \S{2,30})?) (?:hinzufügen|anlegen|erstellen)\b/gi,
      'not allowed to add $1',
    ],
    [/\bdamit ((?:\S{1,40} ){1,9}?)(?:darf|dürfen|kann|können)\b/gi, 'so that $1 may query'],
    [
      /\b(?:soll|sollen|sollte|sollten|muss|müssen|müsste) ((?:\S{1,40} ){1,7}?)(?:lesen|schreiben|abfragen|ändern|sehen)(?: zu)? (?:dürfen|können)\b/gi,
      'should be able to read $1',
    ],
    [/\bfunktionen?-?app\b/gi, 'function app'],
    [/\bkomm(?:t|en) ((?:\S{1,30} ){0,4}?)nicht ((?:\S{1,30} ){0,4}?)an\b/gi, "don't arrive $1$2"],
    [
      /\b(?:keine|fehlende|unzureichende|nicht genügend) (?:berechtigung(?:en)?|rechte|zugriffsrechte)\b/gi,
      'insufficient permissions',
    ],
    [/\b(?:kein(?:en)?|ohne) (?:zugriff|zugang)\b/gi, 'no access'],
    [/\b(?:zugriff|zugang)( wurde| wird| ist)? (?:verweigert|abgelehnt|untersagt)\b/gi, 'access denied'],
    [
      /\b(?:zugriff|zugang) ((?:(?:auf|zu|zum|zur|an|bei|in) )(?:\S{1,30} ){1,3}?)(?:verweigert|abgelehnt|untersagt|verwehrt)\b/gi,
      'access denied $1',
    ],
    [
      /\b(?:wird|werden|wurde|wurden) ((?:\S{1,30} ){0,4}?)(?:abgewiesen|abgelehnt|zurückgewiesen|blockiert|geblockt)\b/gi,
      'is denied $1',
    ],
    [/\b(?:darf|dürfen) ((?:\S{1,30} ){0,4}?)nichts?(?: mehr)?\b/gi, 'is not allowed to $1'],
    [/\b(?:darf|dürfen|kann|können) (?:ich |wir |er |sie )?kein(?:e[nm]?)?\b/gi, "can't"],
    [
      /\b(mich|uns|ihn|ihr|ihm|sie|[a-zäöü]{2,20}(?: [a-zäöü]{2,20})?) für (\S{2,40}) (?:freischalten|berechtigen)\b/gi,
      'give $1 access to $2',
    ],
    [
      /\b(?:abgelehnt|abgewiesen|zurückgewiesen|blockiert|geblockt) (?:werde|wird|werden|worden|wurde)\b/gi,
      'is denied',
    ],
    [
      /\b(?:an wen|wen|bei wem|wem) (?:(?:muss|kann|soll|darf|müsste|könnte) ich (?:mich )?|wende ich mich |schreibe ich |frage? ich |beantrage ich |bekomme ich |melde ich mich )(?:(?:wenden|fragen|schreiben|melden) )?(?:(?:wegen|für|um|nach|bezüglich|bzgl) )?/gi,
      'whom do I ask for ',
    ],
    [/\bwer (?:ist |wäre )?(?:hier |denn )?(?:zuständig|verantwortlich) für\b/gi, 'who is responsible for'],
    [/\bwer (?:vergibt|verteilt|erteilt|verwaltet)\b/gi, 'who can grant'],
    [/\b(?:schalte[nt]?|schalt|gib|gebt|gebe) ((?:[^\s.!?;:]{1,40} ){1,8})frei\b/gi, 'unlock $1'],
    [
      /\b(?:trage?n?|tragt|trägt|füge?n?|fügt|nehme?n?|nehmt|nimm|nimmt) ((?:[^\s.!?;:]{1,40} ){1,8})(?:ein|hinzu|auf)(?=\s{0,2}(?:$|[.,;!?)]))/gi,
      'add $1',
    ],
    [/\bwer (?:richtet|schaltet|trägt|legt|nimmt) (mir|mich|uns|ihn|ihr|ihm|sie|ihnen)\b/gi, 'who sets up $1'],
    [/\bkann (mir|mich|uns|ihn|ihr|ihm|sie|ihnen)(?: bitte| mal){0,2} (jemand|wer)\b/gi, 'kann $2 $1'],
    [
      /\b(?:(?:ist|sind|war) (?:seit \S{1,20} )?nicht mehr (?:bei uns|im team|im projekt|im haus|in der firma|da|hier|dabei)|(?:hat|haben) (?:das team|die firma|das unternehmen|die abteilung|das projekt|uns)(?: schon| bereits)? (?:verlassen|gewechselt)|(?:ist|sind) (?:ausgeschieden|gegangen)|arbeitet nicht mehr (?:bei uns|hier|für uns))\b/gi,
      'has left',
    ],
    // A request's verb comes last: 'bitte Alex von werk entfernen'.
    [
      /\b(bitte(?: jemand)?|(?:kannst|könntest) du|(?:können|könnten) (?:sie|wir)|(?:könnt|könntet) ihr|kann (?:jemand|wer|man)|wer (?:kann|könnte)) ((?:[^\s.!?;:]{1,40} ){1,10})(entfernen|hinzufügen|freischalten|freigeben|entziehen|eintragen|aufnehmen|geben|zuweisen|gewähren|einräumen|erteilen|berechtigen|einrichten|rausnehmen|herausnehmen|austragen|rauswerfen|streichen|wegnehmen|verlängern|lassen|aufmachen|öffnen|aktivieren|einladen)\b/gi,
      '$1 $3 $2',
    ],
    // 'Ich möchte die Zwillinge von Linie 4 sehen können'.
    [
      /\b(möchte|möchten|will|wollen|würde|würden|muss|müssen|soll|sollen|sollte|darf|dürfte|dürfen|kann|könnte) ((?:ich|wir|er|sie|man) )?((?:(?!(?:nicht|kein|keine|keinen|nichts)\b)[^\s,.;:!?()]{1,40} ){1,8}?)(sehen|anschauen|ansehen|einsehen|schauen|reinschauen|draufschauen|gucken|nutzen|benutzen|verwenden|bearbeiten)(?: können| dürfen)?\b/gi,
      '$1 $2$4 $3',
    ],
    // 'Ich muss in die Zwillinge rein'.
    [
      /\b(?:muss|müssen|will|wollen|möchte|möchten|soll|sollen|wie komme|wie kommen) (?:ich |wir |er |sie )?(?:in|auf) ((?:[^\s,.;:!?()]{1,40} ){1,4})(?:rein|hinein|drauf|rauf|reinkommen|draufkommen|hineinkommen)\b/gi,
      'want to get into $1',
    ],
    // The verb comes last: 'in der Instanz werk lesen'.
    [
      /\b((?:in|auf|an|von|aus)(?: (?!(?:beim|zum|vom|am|das)\b)[^\s,.;:!?()]{1,40}){1,3}) (lesen|schreiben|abfragen|hochladen|löschen|aktualisieren|anlegen|erstellen|öffnen|ändern|haben|bekommen|freischalten|geben|entfernen|entziehen|zugreifen)\b/gi,
      '$2 $1',
    ],
    [/\b(?:kein problem|keine probleme|ohne probleme|problemlos)\b/gi, 'no problem'],
    [/\b(?:ich|wir) (?:bräuchten?|hätten? gern[e]?)\b/gi, 'I need'],
    [/\bwäre es möglich\b/gi, 'is it possible'],
    [
      /\b(?:könnte|könnten|kann|können|darf|dürfte|dürfen|dürften) (?:ich|wir) (?=(?:\S{1,30} ){1,8}(?:bekommen|haben|kriegen|erhalten)\b)/gi,
      'can I get ',
    ],

    [/\bnicht (?:berechtigt|autorisiert|erlaubt|zugelassen|befugt)\b/gi, 'not authorized'],
    [/\b(?:komme|kommen|kommt) (?:ich |wir |er |sie )?nicht (?:mehr )?(?:auf|an|in|ran|rein)\b/gi, "can't access"],
    [/\b(?:kann|können|konnte|konnten) (?:ich |wir |er |sie )?((?:\S{1,30} ){0,5}?)nicht(?: mehr)?\b/gi, "can't $1"],
    [/\b(?:geht|funktioniert|klappt|läuft)(?: \S{1,20}){0,2}? nicht\b/gi, "doesn't work"],
    [
      /\b(?:mit|unter) (?:meine[mr]|seine[mr]|ihre[mr]|de[mr]|eine[mr]) (?:eigenen |persönlichen |normalen )?(?:konto|account|login|benutzer|user|anmeldung|kennung)\b/gi,
      'with my own login',
    ],
    [
      /\b(?:auf|von|bei) meine[mr] (?:eigenen )?(?:rechner|laptop|computer|maschine|pc|kiste)(?: aus)?\b/gi,
      'on my machine',
    ],
    [/\balles (?:wieder )?(?:gut|ok|in ordnung)\b/gi, 'all good now'],
    [/\bnix\b/gi, 'nichts'],
    [/\b(?:verwaltete[nr]?|managed) (?:identität|identity)\b/gi, 'managed identity'],
    [/\b(?:dienstprinzipal|service[ -]?principal|serviceprinzipal)\b/gi, 'service principal'],
    [/\b(?:app-registrierung|anwendungsregistrierung)\b/gi, 'app registration'],
    [/\b(?:funktions-app|function-app)\b/gi, 'function app'],
    [
      /\bleere[rmn]?s? (?:antwort|body|text|rumpf)\b|\b(?:antwort|body|rumpf|antwort-?body|inhalt)(?: (?:ist|war|bleibt|kommt|dabei|komplett|völlig)){0,3} leer\b/gi,
      'empty body',
    ],
    [/\b(?:ereignisrouten?|event-routen?|ereignisweiterleitung(?:en)?)\b/gi, 'event route'],
    [/\b(?:digital[ -]twins?|twins?|adt)-instanz\b/gi, 'digital twins instance'],
    [/\bdigitale[nr]? zwillinge?n?\b/gi, 'digital twins'],
    [/\bkönnen sie\b|\bkönnten sie\b|\bkönnt ihr\b/gi, 'can you'],
    [/\b(?:vielen dank|danke (?:schön|sehr)|besten dank)\b/gi, 'thank you'],
    [/\bguten (?:morgen|tag|abend)\b/gi, 'hello'],
    [/\bfunktioniert (?:jetzt|wieder)\b|\b(?:geht|läuft|klappt) (?:jetzt|wieder|nun)(?: wieder)?\b/gi, 'works now'],
  ],
  words: wordList(`
    why: warum, wieso, weshalb, weswegen
    I: ich
    we: wir
    me: mir, mich
    us: uns
    he: er
    she: sie
    my: mein, meine, meinem, meinen, meiner, meines
    our: unser, unsere, unserem, unseren, unserer, unseres
    the: der, die, das, dem, den, des
    a: ein, eine, einem, einen, einer, eines
    colleague: kollege, kollegin, kollegen, mitarbeiter, mitarbeiterin, praktikant, praktikantin, praktikanten, azubi, werkstudent, werkstudentin, dienstleister
    boss: chef, chefin, vorgesetzter
    get: bekomme, bekommen, bekomm, krieg, kriege, kriegen, erhalte, erhalten
    gets: bekommt, kriegt, erhält
    access: zugriff, zugang, zugriffsrecht, einsicht, einblick, freischaltung, freigabe, zugriffsberechtigung, zugangsberechtigung
    permissions: berechtigung, berechtigungen, rechte, zugriffsrechte, leserechte, schreibrechte
    read access: lesezugriff, lesezugang, leseberechtigung
    write access: schreibzugriff, schreibzugang, schreibberechtigung
    request: beantrage, beantragen, erbitte
    save: speichern, speichere, speichert
    see: sehen, sehe, anschauen, ansehen, einsehen, schauen, reinschauen, draufschauen, gucken
    use: nutzen, benutzen, verwenden
    edit: bearbeiten
    set up: einrichten
    extend: verlängern
    who: wer, wem, wen
    let: lassen, lass, lasst
    must: muss, müssen, müsste
    role: rolle
    permission error: berechtigungsfehler, zugriffsfehler, rechtefehler, berechtigungsproblem, rechteproblem, zugriffsproblem
    denied: verweigert, abgelehnt, abgewiesen, zurückgewiesen, gesperrt, blockiert
    refuses: verweigert
    forbidden: verboten, unzulässig, untersagt
    unauthorized: unautorisiert
    error: fehler, fehlermeldung, fehlercode
    says: sagt, meldet
    answers: antwortet, reagiert
    when: beim, wenn, sobald
    in: im, ins
    on: auf, aufm, bei, am
    with: mit
    from: von, vom, aus
    for: für
    to: zu, zum, zur
    and: und
    but: aber, sondern
    connector: konnektor, konnektors
    copied: kopiert, übernommen
    new: neu
    or: oder
    not: nicht
    no: kein, keine, keinen, keinem, keiner
    have: hab, habe, haben
    is: ist, is
    has: hat
    need: brauch, brauche, benötige, brauchen, benötigen
    needs: braucht, benötigt, bräuchte, bräucht, bräuchten
    nightly: nächtlicher, nächtliche, nächtlichen, nächtliches
    should: soll, sollte, sollen, sollten
    want: will, möchte, möchten
    please: bitte
    thanks: danke
    hello: hallo, moin, servus
    give: geben, gib, gebt, gebe
    can: kann, kannst, kannste, könnt, könnte, könntest, können
    remove: entfernen, entferne, entfernt, entzieht, nehmt, nimm, entzieh, entziehen, entzogen, rausnehmen, herausnehmen, austragen, rauswerfen, streichen, wegnehmen
    add: hinzufügen, aufnehmen, eintragen
    grant: gewähren, erteilen, freischalten, freigeben, einräumen
    assign: zuweisen, zuteilen
    query: abfragen, abfrage, abzufragen, abfragt, abrufe, abgefragt, abruft, abrufen, abgerufen
    upload: hochladen, hochlade, hochzuladen, hochlädt, hochlädst, hochgeladen, hochladend
    read: lesen, lese, auslesen, liest, ausliest, gelesen, auslese
    write: schreiben, schreibe, schreibt, schreibst, geschrieben
    update: aktualisieren, aktualisiere, ändern, ändere, aktualisiert, ändert, geändert, aktualisierst, aktualisierend
    delete: löschen, lösche, löscht, löschst, gelöscht
    create: erstellen, erstelle, anlegen, anlege, erstellt, anlegt, angelegt, erstellst
    list: auflisten, anzeigen, auflistet, aufliste, anzeigt, anzeige
    models: modelle, modell, modellen
    twins: zwillinge, zwilling, zwillingen, zwillings
    relationships: beziehung, beziehungen
    instance: instanz
    events: ereignisse, ereignis, events
    messages: nachrichten
    reader: leser, leserolle
    owner: besitzer, eigentümer
    open: aufmachen, öffnen, öffne, öffnet
    invite: einladen
    unlock: entsperren
    web app: webanwendung, web-anwendung, webapp
    service: dienst
    application: anwendung
    group: gruppe
    user: benutzer, nutzer, anwender, anwenderin
    works: läuft, funktioniert, klappt, geht
    fails: scheitert, fehlschlägt
    locally: lokal
    deployed: bereitgestellt, deployt
    approved: genehmigt, freigegeben
    already: schon, bereits
    still: noch, immer
    now: jetzt, nun
    only: nur
    also: auch
    always: ständig, dauernd
    suddenly: plötzlich
    never: nie
    again: wieder
    yesterday: gestern
    since: seit
    today: heute
  `),
});
