package lexicon

// Words about bank accounts in languages that nothing else is read in: a yes is
// short in any language, and fraud is written in all.
var (
	foreignBank = []string{
		"rachunek bankowy", "rachunku bankowego", "rachunek", "numer konta", "numeru konta", "konto bankowe", "konta bankowego", "dane bankowe",
		"bankovní účet", "bankovního účtu", "bankovní spojení", "číslo účtu", "čísla účtu", "bankové spojenie", "číslo účtu",
		"dados bancários", "conta bancária", "número da conta", "mudámos de banco", "mudamos de banco", "novo banco", "nova conta",
		"bankgiro", "plusgiro", "bankkonto", "kontonummer", "bytt bank", "ny bank", "bankuppgifter", "skiftet bank", "byttet bank", "bankoplysninger",
		"bankopplysninger", "betalingsoplysninger", "pankkitili", "pankkitilimme", "tilinumero", "tilinumeromme", "bankszámla", "bankszámlánk",
		"bankszámlaszám", "bankszámlaszámunk", "számlaszám", "számlaszámunk", "cont bancar", "contul bancar", "contul nostru", "cont iban", "date bancare",
		"banka hesabı", "banka hesabımız", "hesap numarası", "hesap numaramız", "banka bilgileri", "банковские реквизиты", "реквизиты", "расчетный счет",
		"расчётный счёт", "банковский счет", "номер счета", "банківські реквізити", "рахунок", "банкова сметка", "bančni račun", "bankovni račun", "žiro račun",
		"tekući račun", "transakcijski račun", "arvelduskonto", "pangakonto", "bankas konts", "banko sąskaita", "τραπεζικός λογαριασμός", "αριθμός λογαριασμού",
		"银行账户", "银行账号", "银行帐号", "银行帐户", "银行信息", "收款账户", "账户信息", "銀行帳戶", "銀行帳號", "振込先", "銀行口座", "口座", "계좌", "은행",
	}
	foreignBankChange = []string{
		"zmieniliśmy", "zmienił", "zmieniła", "zmieniło", "zmiana", "zmianie", "nowy", "nowe", "nowego", "odtąd", "od teraz", "změnili", "změnil", "změna", "změně", "nový",
		"nové", "zmenili", "zmena", "mudámos", "mudamos", "mudou", "alterado", "alterados", "alteração", "novos", "novas", "novo", "nova", "bytt", "byter", "nytt", "nya", "ändrat",
		"ændret", "skiftet", "nyt", "endret", "muuttunut", "vaihtunut", "uusi", "megváltozott", "új", "változás", "schimbat", "modificat", "nou", "noul", "değişti", "değişmiştir", "yeni",
		"сменили", "изменились", "изменился", "изменили", "новые", "новый", "змінились", "нові", "променена", "promijenjen", "spremenjen", "novi", "muutunud", "uus", "mainījies", "pasikeitė",
		"άλλαξε", "νέος", "变更", "更改", "新的", "變更", "変更", "新しい", "변경", "새로운",
	}
)

// What people write about bank accounts.
var (
	// Bank speaks of an account.
	Bank = tableOf(foreignBank, listed(func(l language) []string { return l.bank }))
	// BankChange is near an account, and says that it is another one.
	BankChange = tableOf(foreignBankChange, listed(func(l language) []string { return l.bankChange }))
	// BankUnchanged denies that, or is about something else.
	BankUnchanged = spoken(func(l language) []string { return l.bankSame })
)
