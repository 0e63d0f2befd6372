package affirmation

var portuguese = vocabulary{
	particle: `sim, claro, claro que sim, exatamente, exactamente, exato, com certeza, isso mesmo`,
	predicate: `correto, correta, corretos, corretas, correcto, correcta, correctos, correctas, certo, certa, certos, certas, válido, válida, válidos, válidas, confirmo, confirmamos, confirmado, confirmada, confirmados, igual, iguais, inalterado, inalterados, inalterada,
		atualizado, atualizada, atualizados, atualizadas, atual, atuais, sem alterações, sem alteração, o mesmo, a mesma, os mesmos, as mesmas`,
	mild:     `bem, ok, perfeito`,
	total:    `tudo, todos, todas, ambos, ambas`,
	still:    `ainda, continua, continuam, continuo, continuamos, mantém-se, mantêm-se, permanece, permanecem, continua a ser, continuo a ser, sem alterações, igual`,
	contact:  `endereço, endereços, contacto, contato, contactos, contatos, dados, dados de contacto, dados de contato, informação, informações, pessoa, número, números, telefone, correio, mail, e-mail, email, nome, responsável`,
	identity: `sou, somos, eu, nós, sou eu, somos nós`,
	whole:    `nada mudou, não mudou, não mudou nada, não houve alterações, não há alterações, nenhuma alteração, está tudo igual, tudo na mesma`,
	glue:     `é, está, estão, são, os, as, um, uma, de, do, da, dos, das, e, que, este, esta, estes, estas, isso, isto, seu, sua, seus, suas, nosso, nossa, nossos, nossas, meu, minha, para, encomendas, para encomendas, pedidos, para pedidos, aqui, tem, temos, da nossa parte, da minha parte`,
	courtesy: `obrigado, obrigada, muito obrigado, muito obrigada, pelo contacto, pelo contato, pela mensagem, pelo e-mail, por perguntar, olá, bom dia, boa tarde, cumprimentos, melhores cumprimentos, com os melhores cumprimentos, atenciosamente, atentamente, abraço, bom trabalho, bom fim de semana, boa semana, boas festas, feliz natal, feliz ano novo, sem novidades, nada a assinalar`,
	doubt:    `por enquanto, por agora, de momento, no momento`,
	closed:   `fechado, fechados, encerrado, encerrados, férias, férias coletivas, férias coletivas da empresa, estaremos fechados, estaremos encerrados`,
	from:     `de, desde, a partir de`,
	bound:    `a, ao, até, até ao`,
	day:      `segunda-feira, terça-feira, quarta-feira, quinta-feira, sexta-feira, sábado, domingo, natal, ano novo, páscoa`,
}
