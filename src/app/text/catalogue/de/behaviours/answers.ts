/** Answers that behaviours of several topics share, each short and whole. */
export const NIEMAND = ['niemand sieht hin', 'Niemand liest hier Policies, also wird über nichts geurteilt.'] as const
export const OFFEN = ['offengelassen', 'Die API überlässt es dem Plugin.'] as const
export const GELESEN = ['gelesen', 'Sie wird gelesen und durchgesetzt.'] as const
export const AUS = ['aus', 'Es lässt sich einschalten; hier ist es aus.'] as const
