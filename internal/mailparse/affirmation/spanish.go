package affirmation

var spanish = vocabulary{
	particle: `ja, claro, claro que sí, por supuesto, exactamente, exacto, efectivamente, afirmativo, así es, desde luego, en efecto, si correcto, si gracias, si claro, si todo, si exacto, si confirmo, si confirmamos`,
	predicate: `correcto, correcta, correctos, correctas, válido, válida, válidos, válidas, exacto, exacta, exactos, exactas, confirmo, confirmamos, confirmado, confirmada, confirmados, igual, igual que siempre, como siempre, como antes,
		actualizado, actualizada, actualizados, actualizadas, vigente, vigentes, actual, actuales, en orden, adecuado, adecuada, sin cambios, sin cambio, el mismo, la misma, los mismos, las mismas, los adecuados, en regla`,
	mild:     `bien, ok, perfecto`,
	total:    `todo, todos, todas, ambos, ambas, todo está, los dos`,
	still:    `sin cambios, sigue, siguen, sigo, seguimos, sigue siendo, siguen siendo, sigo siendo, seguimos siendo, todavía, aún, se mantiene, se mantienen, continúa, continúan, permanece, permanecen, como siempre, como antes, igual que siempre`,
	contact:  `dirección, direcciones, contacto, contactos, datos, datos de contacto, información, persona, persona de contacto, número, números, teléfono, correo, correo electrónico, mail, e-mail, email, buzón, departamento, equipo, nombre, interlocutor, interlocutora, responsable, encargado, encargada`,
	identity: `soy, somos, yo, nosotros, lo soy, lo somos`,
	whole:    `soy yo, somos nosotros, nada ha cambiado, no ha cambiado, no han cambiado, no ha cambiado nada, no hay cambios, no cambia nada, no hay ningún cambio, ningún cambio, nada cambia, no hubo cambios, no tenemos cambios, sin modificaciones, es así, sigue así, sigue siendo así, todo sigue así, no hay modificaciones`,
	glue: `es, está, están, son, el, la, los, las, lo, un, una, de, del, y, que, este, esta, estos, estas, eso, esto, su, sus, nuestro, nuestra, nuestros, nuestras, mi, mis, le, les, para, pedidos, para pedidos, para los pedidos, para sus pedidos, para logística, para calidad, para emergencias, aquí, por la presente, tiene, tienen, tenemos, ha, han, por nuestra parte, por mi parte,
		indicados, indicada, abajo, arriba, registrados, tenga en cuenta que, tengan en cuenta que, le informo que, les informamos que, siendo, ser, totalmente, completamente, en, a, durante, por`,
	courtesy: `le deseamos, les deseamos, le deseo, previsto, prevista, previstos, previstas, espero que esté bien, gracias, muchas gracias, mil gracias, gracias por preguntar, por preguntar, por su correo, por su mensaje, por el mensaje, por el correo, por consultar, por verificar, por la consulta, hola, buenos días, buenas tardes, buenas, buen día, saludos, un saludo, saludos cordiales, cordiales saludos, un cordial saludo, atentamente, cordialmente,
		que tenga un buen día, buen fin de semana, feliz fin de semana, feliz navidad, felices fiestas, feliz año, feliz año nuevo, feliz día, buena semana, no hay problema, sin problema, de nada, sin novedad, sin novedades, nada nuevo, nada que añadir, nada previsto, no hay cierres, no cerramos, ningún cierre, nada más, sin cierres, estimada, estimado`,
	closes: `cerramos, cierra`,
	yet:    `todavía, aún`,
	closed: `cerrado, cerrados, cerrada, cerradas, cierre, cierres, estaremos cerrados, estamos cerrados, vacaciones, festivo, días de cierre, sin entregas, permaneceremos cerrados, cerraremos`,
	place:  `oficina, oficinas, empresa, fábrica, planta, almacén`,
	from:   `desde, a partir, a partir de, a partir del, del`,
	bound:  `al, a, hasta, hasta el, entre, inclusive, incluido, ambos inclusive`,
	day:    `lunes, martes, miércoles, jueves, viernes, sábado, domingo, navidad, nochebuena, nochevieja, año nuevo, reyes, pascua, semana santa, verano, invierno, fiestas, festivos, semana, semanas, horas`,
}
