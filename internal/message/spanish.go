package message

var spanish = language{
	yes: []string{
		"es correcto", "es así", "todo correcto", "todo está correcto", "todo sigue igual", "sigue siendo correcto", "confirmo",
		"confirmamos", "confirmo que es", "confirmamos que es", "confirmo que los", "confirmamos que los", "le confirmo", "les confirmo",
	},
	yesAlone: []string{
		"sí", "correcto", "exacto", "confirmado", "exactamente", "claro", "sin cambios", "afirmativo", "claro que sí", "por supuesto",
		"efectivamente", "así es",
	},
	fitting: []string{
		"soy yo", "soy el", "soy la", "soy su", "somos su", "somos nosotros", "todo", "todos", "sigo", "seguimos", "sigue", "siguen",
		"gracias", "cerramos", "estaremos cerrados", "sin cambios", "sin novedad",
	},
	condition: []string{"si", "cuando", "en cuanto", "una vez"},
	right: []string{
		"sigue siendo correcto", "sigue siendo válido", "sigue siendo así", "siguen siendo correctos", "siguen siendo válidos",
		"son correctos", "sigo siendo yo", "sigo siendo su contacto", "seguimos siendo su contacto", "sigo siendo el contacto",
		"sigo siendo la persona", "todavía soy su contacto", "sin cambios", "sin novedades", "no ha cambiado", "no han cambiado",
		"nada ha cambiado", "no hay cambios", "ningún cambio", "no hay problema", "sin problema", "no hay cierres", "no cerramos", "soy yo",
		"sigo siendo", "seguimos siendo", "sigue siendo", "es correcta", "están actualizados", "está actualizado", "nada nuevo",
		"nada que añadir",
	},
	hedge: []string{
		"no estoy seguro", "no estoy segura", "creo", "pienso", "probablemente", "quizás", "quizá", "tal vez", "voy a comprobar",
		"lo compruebo", "lo consulto", "tengo que consultar", "lo verifico", "le informaré", "les informaremos", "he reenviado", "reenvío",
		"hemos reenviado", "por ahora", "de momento", "por el momento", "salvo error", "en parte", "hemos recibido", "recibido",
		"recepción", "recibo", "si usted", "si ustedes", "si nos", "a condición", "siempre que", "era correcto", "era yo", "antes",
		"tengo que preguntar", "pregunto", "mientras tanto", "depende", "lo miro", "lo veo", "lo hago", "lo reviso", "ahora lo miro",
		"factura", "facturas", "reunión", "cita", "precio", "precios", "pago", "su pedido", "el pedido", "entrega", "excepción",
		"con gusto", "dudo", "por favor confirme", "por favor confirmen", "por favor verifique", "confirme por favor", "verifique",
		"compruebe", "si es", "si todo", "si los", "si las", "sería", "debe ser",
	},
	but: []string{
		"pero", "sin embargo", "no obstante", "excepto", "salvo", "solo para", "sólo para", "aunque", "sino", "en cambio", "en lugar de",
		"use", "usen", "llame", "llamen", "envíe", "envíen", "en el futuro", "a partir del",
	},
	not: []string{
		"no", "nunca", "jamás", "ya no", "ninguno", "ninguna", "incorrecto", "erróneo", "equivocado", "equivocada", "falso", "obsoleto",
		"tampoco", "nada", "ni",
	},
	no: []string{"no", "lamentablemente no", "desgraciadamente no", "por desgracia no"},
	decline: []string{
		"ya no soy responsable", "no soy responsable", "ya no es responsable", "no soy la persona", "ya no soy la persona",
		"no es la persona", "persona equivocada", "contacto equivocado", "dirección equivocada", "departamento equivocado", "no soy yo",
		"ya no soy yo", "ya no soy su contacto", "no soy su contacto", "ya no es correcto", "no es correcto", "ya no es válido",
		"no es válido", "ya no está actualizado", "he cambiado de departamento", "otro departamento", "ya no me encargo", "no me encargo",
		"ya no llevo",
	},
	change: []string{
		"escriba a", "escriban a", "escribir a", "póngase en contacto", "pónganse en contacto", "contacte", "contacten", "contactar",
		"diríjase", "diríjanse", "dirigirse", "enviar a", "utilice", "utilicen", "nuevo contacto", "nueva persona", "nueva dirección",
		"nuevo correo", "nuevo email", "nuevo e-mail", "nuevo número", "nuevo teléfono", "nueva compañera", "nuevo compañero",
		"el contacto es", "su contacto es", "la persona de contacto es", "la persona responsable es", "el responsable es",
		"la responsable es", "dirección correcta", "correo correcto", "contacto correcto", "es ahora", "ahora es", "ahora lo lleva",
		"a partir de ahora", "de ahora en adelante", "en adelante", "ha asumido", "asume", "se encarga", "se ocupa", "sucesor", "sucesora",
		"sustituido por", "sustituida por", "me sustituye", "reemplaza", "mi compañero", "mi compañera", "mis compañeros", "mi colega",
		"nuestro compañero", "nuestra compañera", "es responsable", "ha cambiado", "han cambiado", "nos hemos trasladado",
		"nos hemos mudado", "ahora la persona", "ahora el contacto", "ahora lo", "ahora la", "lo gestiona", "es el señor", "es la señora",
		"persona correcta es", "persona indicada es",
	},
	left: []string{
		"ya no trabaja", "ya no trabajo", "ya no está en la empresa", "ya no está en nuestra", "ya no está con nosotros",
		"ya no es empleado", "ya no es empleada", "ha dejado la empresa", "ha dejado la compañía", "dejó la empresa", "dejó la compañía",
		"dejo la empresa", "he dejado la empresa", "ha abandonado la empresa", "se ha jubilado", "está jubilado", "está jubilada",
		"se jubiló", "me he jubilado", "ha fallecido", "falleció", "causado baja", "dejó de trabajar", "ha dejado de trabajar",
		"he dejado de trabajar", "ya no colabora", "ya no pertenece", "ya no se encuentra en la empresa", "ya no forma parte * empresa",
		"ya no forma parte * compañía", "ya no forma parte * equipo", "ya no forma parte * plantilla", "ya no forma parte * grupo",
		"ya no formo parte * empresa", "ya no formo parte * compañía", "ya no formo parte * equipo", "mi último día en",
		"último día de trabajo en", "dejado de formar parte * empresa", "he dejado de formar parte",
	},
	stop: []string{
		"no nos contacten", "no me contacten", "no me contacte", "no nos contacte", "no nos escriban", "no me escriban", "no me escriba",
		"no envíen más", "no envíe más", "no me envíen", "no nos envíen", "dejen de enviar", "dejen de escribir", "deje de enviar",
		"deje de escribir", "no más correos", "no más mensajes", "darme de baja", "darnos de baja", "denme de baja", "dennos de baja",
		"deme de baja", "elimine mi", "eliminen mi", "eliminen nuestra", "borren mi", "no deseo recibir", "no deseamos recibir",
		"no queremos recibir", "me opongo", "nos oponemos", "dejen de", "deje de", "no queremos", "no deseo", "borrar mi", "eliminar mi",
	},
	stopLone: []string{"basta", "alto", "baja", "dar de baja", "cancelar suscripción"},
	bank:     []string{"datos bancarios", "cuenta bancaria", "número de cuenta", "nuevo banco", "domiciliación"},

	autoSubject: []string{
		"respuesta automática", "fuera de la oficina", "fuera de oficina", "ausente", "ausencia", "de vacaciones", "vacaciones",
		"mensaje automático", "acuse de recibo", "baja por maternidad",
	},
	away: []string{
		"fuera de la oficina", "fuera de oficina", "ausente", "ausencia", "de vacaciones", "vacaciones hasta", "de baja",
		"baja por maternidad", "permiso parental", "de viaje", "no estaré en la oficina", "no estoy en la oficina", "a mi regreso",
		"a mi vuelta", "mi regreso", "regreso el", "vuelvo el", "estaré de vuelta", "de vuelta el", "no disponible", "oficina cerrada",
		"estamos cerrados", "cerrado hasta", "cerrado por",
	},
	receipt: []string{
		"ha sido recibida", "ha sido recibido", "hemos recibido su", "hemos recibido tu", "he recibido su", "acuse de recibo",
		"su solicitud ha", "solicitud ha sido", "ha sido registrada", "ha sido registrado", "número de ticket", "número de caso",
		"número de expediente", "número de solicitud", "ticket ha sido", "su ticket", "será atendida", "será procesada", "lo antes posible",
		"a la mayor brevedad", "gracias por contactar", "gracias por su mensaje",
	},
	standIn: []string{
		"póngase en contacto", "pónganse en contacto", "contacte", "contacten", "contactar", "diríjase", "dirigirse", "en caso de urgencia",
		"para urgencias", "urgencias", "urgente", "urgentes", "mi compañero", "mi compañera", "mis compañeros", "me sustituye", "sustituto",
		"sustituta", "sucesor", "sucesora", "escriba a", "en mi ausencia", "durante mi ausencia", "ha asumido", "llame",
	},
	until: []string{
		"hasta el", "hasta", "hasta el día", "al", "regreso el", "vuelvo el", "de vuelta el", "vuelta el", "regresaré el", "volveré el",
		"a partir del", "desde el",
	},
	months: []string{
		"enero|ene", "febrero", "marzo", "abril|abr", "mayo", "junio", "julio", "agosto", "septiembre|setiembre", "octubre", "noviembre",
		"diciembre",
	},

	writes:   []string{"escribió", "escribe", "ha escrito"},
	original: []string{"mensaje original", "mensaje reenviado", "inicio del mensaje reenviado", "correo original"},
	from:     []string{"de"},
	fields:   []string{"enviado", "enviado el", "fecha", "para", "cc", "asunto"},
	closing: []string{
		"saludos", "un saludo", "saludos cordiales", "un cordial saludo", "cordialmente", "atentamente", "muy atentamente", "le saluda",
		"reciba un cordial saludo", "reciba un saludo", "quedo a su disposición",
	},
	thanks:   []string{"gracias", "muchas gracias", "gracias de antemano", "mil gracias"},
	sentFrom: []string{"enviado desde mi", "enviado desde", "enviado con", "obtener outlook para", "descargar outlook", "enviado mediante"},
	greeting: []string{"hola", "buenos días", "buenas tardes", "estimada", "estimado", "estimados", "apreciada", "apreciado", "buenas"},
	disclaimer: []string{
		"este mensaje", "este correo", "la información contenida", "aviso de confidencialidad", "aviso legal", "antes de imprimir",
		"de conformidad con", "si ha recibido", "si usted no es", "si no es usted el destinatario", "antes de imprimir este",
	},
	question: []string{
		"usted figura como contacto", "¿sigue siendo correcto? por favor", "¿siguen siendo correctos?", "por favor, responda «sí»",
		"díganos quién es ahora la persona indicada", "hay algo próximo que debamos saber", "nunca pedimos datos bancarios",
		"no volveremos a preguntarle", "si no desea recibir mensajes como este", "si sigue siendo nuestro contacto",
	},
}
