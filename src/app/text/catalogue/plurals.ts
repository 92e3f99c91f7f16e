/** The forms of a noun, by what `Intl.PluralRules` calls them; a language needs those that its rules tell apart. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>

/**
 * `1 Pod`, `2 Pods`: an amount with the form of the noun that the language wants after it, as one word when a line
 * breaks.
 */
export function plurals(language: string): (amount: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language)
  return (amount, forms) => `${amount.toLocaleString(language)}\u00a0${forms[rules.select(amount)] ?? forms.other}`
}
