import { language, wordList } from './language.ts';

export const portuguese = language({
  signs: `não nao estou tenho recebo recebendo recebe acesso negado proibido permissão permissões permissao
    preciso precisamos precisa você voce vocês pode podem poderia consigo consegue obrigado obrigada
    olá ola oi nosso nossa meu minha uma quando gêmeos gêmeo gemeos bom boa aplicativo erro instância
    chefe funcionou ao dos das consultar ontem desde quero valeu alguém estagiário estagiária favor liberar libera liberem mim gostaria queria solicito solicitamos fábrica usina ele ela saiu equipe remover cadastrar cadastrem incluir quem falo peço comigo logado tomou pela pelo deu também até são estão na deve podem pra você leitura escrita adiciona inclui coloca isso esse essa pelo num numa libera deem dê para conector copiei copiado entrou novo`,
  phrases: [
    [/\bpor que?ê?\b|\bporquê\b|^\W{0,3}porque\b/gi, 'why'],
    [/\balguém sabe como (?:eu )?(?:consigo|obtenho|conseguir|obter|tenho|ter|peço|pedir) (?:o )?/gi, 'how can I get '],
    [/\b(?:se juntou|entrou|começou|ingressou)\b/gi, 'joined'],
    [/\bdiz que\b|\bindica que\b/gi, 'says that'],
    [/\b(?:de novo|outra vez|novamente)\b/gi, 'again'],
    [/\bn[ãa]o é\b/gi, 'not'],
    [/\ba mim\b/gi, 'to me'],
    [/\bdiferenças? entre\b/gi, 'difference between'],
    [/\b(?:se chama|chama-se|chamad[oa])\b/gi, 'is called'],
    [/\bque ([a-zà-ÿ]{2,20}(?: [a-zà-ÿ]{2,20})?) possam?\b/gi, 'to let $1'],
    [/\bpor favor\b|\bfavor (?=[a-z]{2,20}(?:ar|er|ir|or)\b)/gi, 'please '],
    [
      /\b(?:a|com|para|pra) quem (?:eu )?(?:(?:posso|devo|preciso|tenho que) )?(?:peço|pedir|solicito|solicitar|falo|falar|contato|escrevo|pergunto|perguntar)(?: (?:para|pra|sobre|por))?(?: ter| obter| o)?\b/gi,
      'whom do I ask for',
    ],
    [
      /\bquem (?:cuida|gerencia|administra|libera|concede|dá)(?: (?:do|da|dos|das|de|o|os))?(?![\w-])/gi,
      'who can grant',
    ],
    [/\bdá (?:pra|para)\b/gi, 'can you'],
    [/\bquem (?:pode|poderia|consegue) (?:me |nos |lhe )?(?=[a-z]{2,20}(?:ar|er|ir)\b)/gi, 'who can '],
    [
      /\b(?:saiu (?:d[ao] (?:equipe|empresa|time|projeto|área)|daqui)|n[ãa]o (?:trabalha|está|faz parte) mais(?: (?:conosco|aqui|n[ao] (?:equipe|empresa|time|projeto)))?|deixou (?:a|o) (?:equipe|empresa|time|projeto)|mudou de (?:equipe|área|time))\b/gi,
      'has left',
    ],
    [/\b(?:deve|devem|deveria|tem que|precisa|precisam) poder\b/gi, 'must be able to'],
    [/\bser (?:adicionad|incluíd|incluid|cadastrad|colocad)[oa]s?\b/gi, 'be added'],
    [/\b(?:queria|quero|gostaria de|preciso) poder\b/gi, 'I want to be able to'],
    [/\b(?:muito )?obrigad[oa]\b|\bvaleu\b/gi, 'thanks'],
    [/\b(?:olá|ola|oi|bom dia|boa (?:tarde|noite))\b/gi, 'hello'],
    [/\bacesso (?:foi |está )?(?:negado|proibido|recusado)\b/gi, 'access denied'],
    [/\b(?:nega|negando|recusa|recusando|negou) (?:o )?acesso\b/gi, 'denies access'],
    [/\b(?:n[ãa]o (?:tenho|tem|temos)|sem) (?:mais )?(?:o )?acesso\b/gi, 'I lack access'],
    [
      /\b(?:n[ãa]o (?:tenho|tem|temos)|sem|faltam) (?:as )?(?:permiss(?:ão|ões|ao|oes)|direitos|privilégios)\b/gi,
      'insufficient permissions',
    ],
    [/\bn[ãa]o (?:estou |está |estamos |é |foi )?(?:autorizad[oa]s?|permitid[oa]s?)\b/gi, 'not authorized'],
    [/\bn[ãa]o (?:consigo|consegue|conseguimos|posso|pode|podemos)\b/gi, "can't"],
    [/\bn[ãa]o (?:funciona|está funcionando)(?: mais)?\b|\bparou de funcionar\b/gi, "doesn't work"],
    [/\b(?:já|agora) (?:funciona|está funcionando|funcionou)\b|\bfuncionou(?: agora)?\b/gi, 'works now'],
    [
      /\bcom (?:[ao] )?(?:meu|minha) (?:próprio |própria )?(?:usuário|usuario|conta|login|credencial)\b/gi,
      'with my own login',
    ],
    [/\btempo (?:de espera |limite )?(?:esgotado|excedido)\b/gi, 'timeout'],
    [/\bquant[oa]s\b/gi, 'how many'],
    [/\bquanto custa[m]?\b/gi, 'how much costs'],
    [/\bo que (?:é|são)\b/gi, 'what is'],
    [/\bo que significa[m]?\b/gi, 'what does it mean'],
    [/\bcomigo(?: logad[oa])?\b/gi, 'with my own login'],
    [/\btudo (?:certo|bem|ok)\b/gi, 'it works'],
    [/\b(?:na minha máquina|no meu (?:computador|notebook|laptop|pc))\b|\blocalmente\b/gi, 'locally'],
    [/\bidentidade gerenciada\b|\bidentidade gerida\b/gi, 'managed identity'],
    [/\b(?:entidade|principal) de serviço\b/gi, 'service principal'],
    [/\b(?:aplicativo|app) de funç(?:ão|ões)\b/gi, 'function app'],
    [/\bregistro d[eo] aplicativo\b/gi, 'app registration'],
    [/\bn[ãa]o chegam?\b/gi, "don't arrive"],
    [/\b(?:corpo|resposta)(?: da resposta)?(?: (?:está|vem|veio|é|totalmente)){0,2} vazi[oa]\b/gi, 'empty body'],
    [/\brotas? de eventos?\b/gi, 'event route'],
    [/\bg[êeé]meos? digita(?:l|is)\b/gi, 'digital twins'],
    [/\b(?:alguém )?(?:pode|podem|poderia|poderiam) me dar\b|\bme d[êá](?![\w-])/gi, 'can you give me'],
    [/\b(?:alguém )?(?:pode|podem|poderia|poderiam) (?:lhe )?dar\b/gi, 'can you give'],
    [/\b(?:meu|minha|um|uma) colega\b/gi, 'my colleague'],
    [/\b(?:estou (?:recebendo|tendo|com)|recebo|tenho) (?:um |o |uma )?/gi, 'I get '],
    [/\bme ((?:adicion|inclu|coloc|coloqu|cadastr|conced|atribu|liber|habilit|autoriz)[a-zí]{1,4})\b/gi, '$1 me'],
    [/\bsem (?:nenhum )?problemas?\b/gi, 'no problem'],
    [/\bacesso (?:de (leitura|escrita) )?(?:ao|à|a|aos|às) (?:instância )?/gi, '$1 access to '],
    [/\b(?:ao|à|aos|às) (?:instância )?/gi, 'to '],
    [/\ba (?:instância )?(?=[a-z]{1,20}-[a-z0-9])/gi, 'to '],
    [/\b(?:seria|é) possível\b/gi, 'is it possible'],
    [/\b(?:eu )?(?:precisaria|gostaria|queria) (?:de )?(?:ter |receber )?/gi, 'I need '],
    [/\b(?:posso|poderia|podia) (?:ter|receber|obter)\b/gi, 'can I get'],
  ],
  words: wordList(`
    I: eu
    connector: conector
    copied: copiei, copiado, copiada, copiamos, colei
    we: nós
    he: ele
    she: ela
    me: mim
    my: meu, minha, meus, minhas
    our: nosso, nossa, nossos, nossas
    the: o, os, as
    of: de, do, da, dos, das
    a: um, uma
    error: erro, falha
    access: acesso, acessos, acessar
    permissions: permissão, permissões, permissao, permissoes
    role: função, papel
    colleague: estagiário, estagiária
    denied: bloqueado, bloqueada, rejeitado, rejeitada, recusado
    forbidden: proibido
    with: com
    on: em, no, na
    for: para, pra
    when: quando, ao
    and: e
    but: mas
    or: ou
    not: não, nao
    need: preciso, precisamos, necessito
    needs: precisa, precisam
    want: quero
    service: serviço
    can: consegue, consigo, pode, podem, poderia, posso
    give: dar, dê, dá, deem, deem-me
    team: equipe
    extend: prorroguem, prorrogar, prorrogue, estendam, estender, renovem, renovar, renove
    grant: conceder
    assign: atribuir
    enter: entrar, ingressar
    open: abrir, abram, abra, liberar, libera, liberem, libere
    enable: habilitar, habilita, habilitem, ativar, ativem, autorizar, autorizem
    unlock: desbloquear, desbloqueiem
    request: solicito, solicitamos, solicitar, peço, pedimos
    see: visualizar, olhar, enxergar
    edit: editar
    must: deve, devem, deveria
    who: quem
    add: adiciona, adicionam, inclui, coloca, coloque, coloquem, cadastrar, cadastrem, cadastra, incluam, adicionem, inclua
    remove: removam, retirem, tirem, tire, remover, remova, retirar, tirar, revogar
    reader: leitor, leitora
    owner: proprietário, proprietária, dono
    add: incluir, colocar, adicionar, adicione
    query: consultar, consulto, consulta, consultas, consultamos, consultam, consultando, consultou
    upload: carregar, carrego, enviar, envio, envia, subir, importar, carrega, carregamos, carregam, carregando, sobe, subimos, sobem, subindo, enviamos, enviam, enviando, importa, importam, importando
    read: ler, leio, leitura, ver, lê, lemos, leem, lendo, leu
    write: escrever, escrita, gravar, escrevo, escreve, escrevemos, escrevem, escrevendo, grava, gravo, gravam, gravando
    update: atualizar, atualizo, modificar, alterar, atualiza, atualizamos, atualizam, atualizando, atualizou, modifica, modificam, modificando, altera, alteram, alterando
    delete: excluir, apagar, deletar, exclui, excluímos, excluem, excluindo, apaga, apago, apagam, apagando, deleta, deletam, deletando
    create: criar, crio, cria, criamos, criam, criando, criou
    answers: responde
    says: diz, dizem
    returns: retorna, devolve
    list: listar, listando, listo, listamos, listam
    models: modelos, modelo
    twins: gêmeos, gêmeo, gemeos, gémeos
    relationships: relações, relacionamento, relacionamentos
    instance: instância, instancia
    application: aplicativo, aplicação, aplicacao
    explorer: explorador
    gets: recebe
    group: grupo
    events: eventos
    user: usuário, utilizador
    works: funciona
    fails: falha
    deployed: implantado, implantada, publicado
    approved: aprovou, aprovado
    already: já
    still: ainda, continua
    only: só, apenas, somente
    always: sempre
    now: agora
    yesterday: ontem
    since: desde
    today: hoje
    boss: chefe, gestor
  `),
});
