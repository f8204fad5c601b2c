import type { Telling } from './telling.ts';

const thing =
  '(?:app|aplicacao|aplicativo|funcao|function|servico|script|pipeline|job|tarefa|identidade|conta|usuario|utilizador|codigo|cliente|programa|importador|importacao|consultas?|chamadas?|requisicoes|pedidos|backend|frontend|api|simulador|dashboard|notebook|container|servidor|gateway|conector|principal|token|instancia|processo|fluxo|site|portal|sistema)';
const his = `(?:meu|minha|meus|minhas|nosso|nossa|nossos|nossas)(?: [\\w-]{1,30}){0,2}? ?${thing}`;

/** Portuguese, without accents. */
export const portuguese: Telling = {
  refused: [
    /(?<!\b(?:se|nao|que) )\b(?:recebo|recebemos|obtenho|obtemos|tomo|tomamos|tenho|temos|vejo|pego|(?:estou|estamos|continuo|continuamos|sigo|to|tou) (?:recebendo|a receber|obtendo|tomando|vendo|pegando|levando|tendo|com|dando))\b(?: \w{1,14}){0,5}? 403/i,
    /\b(?:me|nos) (?:retorna|devolve|da|responde|recusa|nega|bloqueia|rejeita|manda|mostra|diz|esta (?:dando|retornando|devolvendo))\b.{0,60}403/i,
    /\b(?:da|retorna|devolve|responde|dando|retornando|aparece|diz)\b.{0,30} 403\b.{0,40}\b(?:para mim|pra mim|para nos|pra nos|pra gente|quando|ao|nas minhas|em todas)\b/i,
    new RegExp(
      `\\b${his}(?: [\\w.-]{2,30}){0,2}? (?:recebe|recebem|obtem|toma|da|falha|falham|tem|leva|retorna|(?:esta|estao|continua) (?:recebendo|a receber|tomando|dando|levando|falhando|com))\\b.{0,60}403`,
      'i',
    ),
    /\bpor ?que\b.{0,40}\b(?:me|nos|recebo|recebemos|estou|estamos|tenho|temos|meu|minha|nosso|nossa|to)\b.{0,60}403/i,
    /\b403\b.{0,60}\b(?:quando|desde que|embora|mesmo|sempre que|toda vez que|ao) (?:eu|tento|tentar|consulto|leio|crio|subo|quero|abro|faco|chamo|executo|tenho|nos|me|tentamos|consultamos)\b/i,
    /\bmais alguem\b.{0,40}403|\bsou o unico\b.{0,40}403/i,
    /^\W{0,3}(?:ainda|continuo com|de novo|novamente)\b.{0,14}403/i,
  ],
  stuck: [
    /\bnao (?:consigo|conseguimos|posso|podemos|estou conseguindo|estamos conseguindo|me deixa|nos deixa)\b(?! (?:acreditar|reproduzir|dizer))/i,
    /\balgum(?:a)? (?:ideia|dica|sugestao)\b|\balguem (?:pode|poderia|consegue)(?: me| nos)? (?:ajudar|dar uma (?:luz|ajuda|forca))\b|\bme ajud[ae]m?\b|\b(?:preciso|precisamos) de ajuda\b|\bsocorro\b|\bajuda,? por favor\b|^\W{0,3}ajuda\b|\bo que (?:posso|devo) fazer\b|\bo que (?:me )?falta\b/i,
  ],
  otherwise: [
    /\b(?:resolvid[oa]s?|solucionad[oa]s?|corrigid[oa]s?|consertad[oa]s?|sumiu|desapareceu|ja (?:nao|funciona|voltou|esta)|nao recebo|(?:nao|nada) .{0,20}mais 403|voltou a|voltou ao|tudo certo|sem 403|nenhum 403|era (?:o|a|um|uma|meu|minha)|foi|culpa minha|alarme falso|esque[cç]\w{1,4})\b|^\W{0,3}(?:muito )?(?:obrigad[oa]|valeu)\b(?! desde)|\b(?:obrigad[oa]|valeu|gracas) (?:a|ao|aos|pel[oa]|por|[A-Z][a-z]{2,15})\b/i,
    /(?<!\b(?:desde|ate) )\b(?:ontem|anteontem|semana passada|mes passado|ano passado)\b|\b(?:tivemos|tive|tinha|tinhamos|houve|havia|recebia|recebiamos|recebi|dava|deu|estava recebendo|estavamos recebendo|estava com|estavamos com)\b.{0,60}403/i,
    /\b(?:ele|ela|eles|elas|alguem (?:recebe|esta|tem|relatou)|todo mundo|todos|ninguem|lhe|dele|dela|equipe|time|um cliente|clientes|um usuario|usuarios|colegas?|chefe|estagiari[oa]|convidados?|varias pessoas|pessoal de)\b/i,
    /\b(?!(?:Azure|Twins?|Explorer|Aplicacao|Function|Postman|Portal|Instancia|Mas|Isso|Desde|Digital)\b)[A-Z][a-z]{2,15} (?:recebe|esta|tem|diz|nao consegue|relatou|tomou)\b(?<!\b(?:Twins|ADT|Azure) (?:recebe|esta|tem|diz))|\b(?:para|com) (?:o |a )?(?!(?:Azure|Digital|Explorer|Postman|Twins?|Microsoft|Data|Forbidden)\b)[A-Z][a-z]{2,15}\b/,
    /\b(?:investigando|aguardando|esperando|sei por ?que|verificando|olhando|analisando|trabalhando|trabalho em|reproduzi\w{0,3}|investigo|verifico|vou (?:olhar|ver|verificar)|cuido|ticket|chamado|passagem de turno|turno|causa|devido|porque|sabemos|conhecido|depur\w{1,4}|stand-?up|daily|sprint|revertendo)\b/i,
    /\b(?:amanha|hoje a noite|proxim[oa]|manutencao|planejad[oa]|previst[oa]|programad[oa]|de proposito|intencional\w{0,5}|esperad[oa]|normal|simul(?:ar|amos|ado|ando|acao)|vai|vamos|vao|recebera|receberemos|retornara|teste|testes)\b|\b(?:na|no|neste|nesta) (?:segunda|terca|quarta|quinta|sexta|sabado|domingo)\b/i,
    /\b(?:confirm\w{1,5}|boa noticia|boas noticias|interessante|perfeito|otimo|parabens|sem (?:a |o |essa |esse |nenhuma? )?(?:funcao|papel|permissao|role)|como (?:deveria|esperado|combinado|previsto|deve)|nao e (?:um )?problema|sem problema|inofensivo|toda (?:noite|manha|semana)|todo dia|tudo bem|brincadeira|brincando|piada|kk\w{1,8}|rsrs\w{0,4}|haha|lol|ignorem?|gato|cachorro|vovo)\b/i,
    /\bse (?:voce|alguem|um|uma|o|a|receber\w{0,2}|voces|der|aparecer|tiver\w{0,2})\b|\b(?:significa|quer dizer|documentacao|artigo|blog|wiki|guia|tutorial|oficina|workshop|palestra|reuniao|apresentacao|curso|treinamento|seminario|pauta|enquete|aviso|para (?:sua )?informacao|lembrete|anuncio|atencao|nota:|nova (?:regra|pagina|versao|alerta)|novo|versao \d{1,3}\b|alertas?|alarmes?|limite|monitoramento|taxa|como (?:se|tratar|devemos|lidar|posso (?:obter|provocar))|o que (?:e|significa)|qual|quais|onde|quando (?:um|uma|o|a|alguem|se))\b/i,
  ],
};
