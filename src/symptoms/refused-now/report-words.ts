import { isThing } from '../everyday-words.ts';

/** The words that reports are told in, without accents: whoever needs many others may tell something else. */
const english = `i me my mine we us our ours you it its this that these those the a an and or but so yet nor also too not no none yes
  am is are was were be been being do does did done have has had can cannot could should would will may must get gets getting got
  keep keeps kept see sees seeing receive receives received hit hits run runs running ran try tries tried trying want wants need needs
  say says saying tell tells give gives given giving return returns returned throw throws answer answers answered respond responds
  refuse refuses refused refusing deny denies denied reject rejects rejected block blocks blocked fail fails failed failing show shows
  send sends sent call calls called calling use uses used using work works worked working start starts started open opens opened opening
  access accessing log logged sign signed login read reads reading write writes writing query queries querying create creates creating
  update updates updating delete deletes deleting upload uploads uploading patch patches patching list lists listing import imports
  importing load loads loading fetch fetching connect connecting reach reaching change changed save saving publish publishing add adds
  adding added remove removed assign assigned grant granted activate activated switch switched rotate rotated renewed deploy deployed
  moved make makes making go goes happen happens happening stopped allowed permitted authorized locked out able unable let lets
  in on at to from of for with without by as into onto over under after before since until while during when whenever where why what
  which who how if because although though even despite than then there here now again still always only just ever never once
  already today yesterday tonight tomorrow morning afternoon evening night noon lunch hour hours minute minutes day days week
  monday tuesday wednesday thursday friday saturday sunday ago last few couple about around suddenly sudden constantly currently
  recently same different other another else more any anymore longer all every each everything anything nothing some something
  one two three first new old own whole both back up down please pls plz help thanks thank hi hello hey morning good team folks guys
  everyone everybody anyone somebody someone anybody ideas idea clue hint hints wrong missing missed problem trouble issue issues
  error errors code status message response body empty fine ok okay know check look
  azure adt digital twin twins model models instance instances explorer api rest sdk host endpoint service services client clients
  app apps application function functions logic web backend frontend pipeline job jobs script tool bot code importer ingest simulator
  daemon worker container pod cluster vm server system managed identity principal sp service registration account user login role
  roles permission permissions rights right owner reader contributor data subscription resource group tenant portal laptop machine
  browser postman curl cli powershell python java dotnet node notebook token secret certificate connection request requests route
  routes event events relationship relationships property properties telemetry graph scene studio connector gateway integration
  deployment release version nightly production prod dev test stage environment local locally network vnet private public vpn
  ourselves myself folks channel anyway like really completely simply plain constant strange weird forbidden single ask asking
  holiday vacation weekend between came plugin grafana assigned enough half full least using via through against within upsert sync syncing demo min urgent asap urgently`;
const german = `ich mir mich mein meine meinem meinen meiner wir uns unser unsere unserem unseren unserer du ihr es das der die dem
  den des ein eine einen einem einer und oder aber auch nicht kein keine keinen nichts nur noch immer wieder schon jetzt heute gestern
  seit seitdem fruh morgen mittag abend stunde stunden uhr woche tagen montag dienstag mittwoch donnerstag freitag ist sind war
  bin hat habe haben hab bekomme bekommen bekommt kriege kriegen kriegt krieg erhalte erhalten erhalt sehe kann konnen darf komme
  kommt kommen geht lauft laufen liefert gibt wirft antwortet sagt meldet zeigt verweigert lesen schreiben abfragen abfrage anlegen
  erstellen loschen hochladen aktualisieren andern offnen aufrufen beim zum zur im am an auf aus bei von vom mit fur nach in zu
  um wegen obwohl wenn sobald warum wieso weshalb was wie jemand idee ahnung hilfe bitte danke hallo zusammen moin guten tag leute
  helfen fehler fehlermeldung zugriff zugang rolle berechtigung rechte instanz zwillinge zwilling modelle modell app anwendung
  dienst skript konto lokal meinem umstellung mehr alle allen anfragen aufrufe plotzlich standig dauernd sonst gerade leider auf
  keinem wochenende funktion benutzer identitat mandanten dass ob da dazu also hier denn`;
const french = `je j'ai j me m moi mon ma mes nous notre nos on vous il y a le la les l un une des du de d'azure d'adt d au aux en
  dans sur pour par avec sans et ou mais ne n pas plus que qu' qui ce cet cette ca c'est est sont suis ai avons a ont recois recoit
  recevons obtiens obtient obtenons prends vois peux peut pouvons arrive arrivons n'arrive n'arrivons reponse repond renvoie retourne donne refuse dit affiche lire
  lis ecrire creer cree supprimer interroger interroge modifier importer charger ouvrir acceder lancer appeler quand lorsque depuis
  des alors bien encore toujours maintenant aujourd'hui hier matin midi soir heure heures h jour lundi mardi mercredi jeudi vendredi
  semaine pourquoi comment impossible erreur erreurs code acces droit droits role roles instance jumeau jumeaux modele modeles
  fonction application appli service script compte bonjour bonsoir salut tous merci avance aide aider svp s'il plait quelqu'un
  idee idees une meme tout toute toutes requete requetes appels identite deploiement migration local j'interroge j'essaie
  j'obtiens n'ai peut-etre est-ce`;
const spanish = `yo me mi mis nos nuestro nuestra nuestros nuestras el la los las lo un una unos unas de del al a en con sin por para
  y o pero no ni si se es esta este esto esa son estoy estamos sigo seguimos recibo recibimos recibe recibiendo obtengo obtiene tengo
  tenemos tiene da dan sale devuelve aparece responde lanza rechaza dice puedo podemos puede consigo logro leer escribir crear
  crea creo borrar consultar consulto subir actualizar abrir acceder importar llamar cuando desde hace aunque porque que por todavia
  aun ya ahora hoy ayer manana tarde noche hora horas dias lunes martes miercoles jueves viernes semana error errores codigo acceso
  permiso rol roles instancia gemelo gemelos modelo modelos funcion aplicacion app servicio script cuenta hola buenos buenas dias
  tardes ayuda alguna idea alguien ayudar gracias antemano favor todo todas todos otra vez nuevo mismo intento explorador consultas
  peticiones hacer puede identidad despliegue`;
const portuguese = `eu me mim meu minha meus minhas nos nosso nossa nossos nossas o a os as um uma de do da dos das ao aos no na nos nas
  em com sem por para pra pela pelo e ou mas nao nem se que esta estou estamos continuo recebo recebemos recebe recebendo obtenho
  tenho temos tem da dando retorna devolve responde diz aparece consigo conseguimos posso podemos pode ler escrever criar cria apagar
  consultar consulto subir atualizar abrir acessar importar chamar quando desde ha embora porque ainda sempre agora hoje ontem manha
  cedo tarde noite hora horas dias segunda terca quarta quinta sexta semana erro erros codigo acesso permissao funcao papel
  instancia gemeo gemeos modelo modelos aplicativo aplicacao app servico script conta bom boa dia tarde ola oi pessoal ajuda
  alguma ideia alguem ajudar obrigado favor tudo todas todos mesmo tento identidade todas`;

const known = new Set([english, german, french, spanish, portuguese].join(' ').split(/\s{1,9}/));
/** No part of a name, a host, an id. */
const word = /(?<![\w./:@"#-])[\p{Script=Latin}][\p{Script=Latin}']{1,20}(?![\w/@"-]|\.\w)/gu;

/** Whether a message is told in the words of reports, but for a word or two, and names. */
export function usesReportWords(plain: string): boolean {
  const words = new Set(plain.toLowerCase().match(word));
  const others = [...words].filter((one) => !known.has(one) && !isThing(one)).length;
  return others <= (words.size > 20 ? 2 : 1);
}
