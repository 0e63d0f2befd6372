package lexicon

// portuguese are the phrases of a language in which some answer, although we never write in it.
var portuguese = language{
	right: []string{
		"está correto", "está correcto", "estão corretos", "estão corretas", "continua correto", "continua igual", "continua válido", "sem alterações", "sem alteração", "nada mudou", "não mudou nada", "não houve alterações", "está tudo certo", "tudo certo", "tudo igual", "sou eu", "somos nós", "mantém-se",
	},
	but:     []string{"mas", "porém", "contudo", "exceto", "excepto", "salvo", "menos", "embora", "no entanto", "a partir de", "em vez"},
	not:     []string{"não", "nunca", "nem", "ninguém", "errado", "errada", "incorreto", "incorreta", "desatualizado", "já não"},
	decline: []string{"já não sou eu", "não sou eu", "não é comigo", "já não sou o responsável", "já não sou a responsável", "não sou o responsável", "não sou a responsável", "pessoa errada", "endereço errado", "não está correto", "já não está correto", "está errado", "está desatualizado", "já não é válido"},
	change: []string{
		"por favor contacte", "por favor contate", "favor contactar", "favor contatar", "entre em contato com", "entre em contacto com", "escreva para", "escrevam para", "envie para", "enviem para", "novo contacto", "novo contato", "novo endereço", "novo número", "novo e-mail", "novo email", "novo telefone", "nova colega", "novo colega",
		"agora é", "é agora", "mudou", "mudaram", "a partir de agora", "passa a ser", "o responsável é", "a responsável é", "é responsável", "assumiu", "sucessor", "sucessora", "substituído por", "substituída por", "substitui-me", "meu colega", "minha colega", "meus colegas", "o nosso colega", "a nossa colega",
	},
	left: []string{
		"já não trabalha", "já não trabalho", "não trabalha mais", "não trabalho mais", "saiu da empresa", "saí da empresa", "deixou a empresa", "deixei a empresa", "já não está na empresa", "não está mais na empresa", "já não faz parte * empresa", "não faz mais parte * empresa", "já não faço parte * empresa", "não faço mais parte * empresa", "não faz mais parte * quadro",
		"reformou-se", "aposentou-se", "se aposentou", "está reformado", "está reformada", "está aposentado", "está aposentada", "faleceu", "desligou-se da empresa", "foi desligado da empresa", "foi desligada da empresa", "pediu demissão", "já não está connosco", "não está mais conosco",
	},
	stop:     []string{"não envie mais", "não enviem mais", "não nos envie", "não nos enviem", "não me envie", "não queremos receber", "não quero receber", "não nos contacte", "não nos contactem", "não me contacte", "não voltem a escrever", "remova-me", "removam-nos", "parem de enviar", "parem de escrever"},
	stopLone: []string{"pare", "parem"},

	autoSubject: []string{"resposta automática", "ausência", "fora do escritório", "férias"},
	away: []string{
		"de férias", "em férias", "ausente", "fora do escritório", "licença de maternidade", "licença", "em viagem", "de baixa", "doente", "regresso", "retorno", "acesso limitado", "escritório encerrado", "estamos fechados", "encerrados",
	},
	receipt: []string{"recebemos o seu", "recebemos a sua", "foi registado", "foi registrado", "foi registada", "foi registrada", "número do pedido", "número do chamado", "logo que possível", "assim que possível"},
	standIn: []string{"em caso de urgência", "assuntos urgentes", "urgente", "contacte", "contate", "substitui", "minha ausência"},
	until:   []string{"até", "até ao dia", "até o dia", "até dia", "até ao", "regresso a", "de volta a", "retorno em", "volto a", "a partir de", "a partir do dia"},
	months:  []string{"janeiro", "fevereiro|fev", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro|dez"},

	writes:     []string{"escreveu"},
	original:   []string{"mensagem original", "mensagem encaminhada"},
	from:       []string{"de"},
	fields:     []string{"enviada", "enviado", "enviada em", "enviado em", "para", "assunto", "data", "cc"},
	closing:    []string{"cumprimentos", "com os melhores cumprimentos", "melhores cumprimentos", "atenciosamente", "atentamente", "abraço", "abraços"},
	thanks:     []string{"obrigado", "obrigada", "muito obrigado", "muito obrigada"},
	sentFrom:   []string{"enviado do meu", "enviado a partir", "obter o outlook", "obtenha o outlook"},
	greeting:   []string{"olá", "bom dia", "boa tarde", "boa noite", "prezado", "prezada", "prezados", "caro", "cara", "caros", "exmo", "exmos", "exma"},
	disclaimer: []string{"esta mensagem", "este e-mail", "aviso legal", "confidencialidade"},
}
