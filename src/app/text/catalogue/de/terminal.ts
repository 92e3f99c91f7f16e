import type { TERMINAL } from '../en/terminal.ts'

export const terminal: typeof TERMINAL = {
  lead: 'Tipp, was du in einem Cluster tippen würdest. Nichts verlässt diese Seite: jedes Werkzeug fragt den simulierten Cluster und schreibt, was es dort schreiben würde.',
  keys: 'Auf und ab holen zurück, was getippt wurde; rechts nimmt das erste angebotene Wort.',
  runOn: 'Ausführen auf',
  places: { pod: 'Pods', node: 'Nodes', outside: 'Anderswo' },
  commands: 'Befehle',
  clear: 'Leeren',
  printed: 'Was die Befehle geschrieben haben',
  words: 'Passende Wörter',
  command: 'Befehl',
  run: 'Ausführen',
  toolWords: 'Wörter der Werkzeuge',
  mend: 'Beheben',
  mendCheck: (check) => `${check} beheben`,
  again: 'Noch einmal',
  runAgain: (line) => `Noch einmal ausführen: ${line}`,
  output: 'Ausgabe',
  gone: 'Die Engine hat nicht geantwortet. Führ es noch einmal aus.',
  outside: 'draußen',
  exitCode: (code) => `Exit-Code ${code}`,
  after: (seconds) => ` nach ${seconds.toLocaleString('de')}\u00a0s`,
  hunter: {
    title: 'kube-hunter wird nicht mehr entwickelt',
    text: 'Sein Projekt endete 2024 und verweist auf Trivy, das Cluster, Images und Konfigurationen prüft. Die Nummern seiner Befunde stehen noch in vielen Berichten, und seine Fragen sind gut; für deinen eigenen Cluster nimm, was gepflegt wird.',
    readme: 'sein README',
    inNewTab: ', in einem neuen Tab',
  },
  means: {
    'PASS, FAIL, WARN, INFO':
      'was kube-bench zu einer Prüfung sagt: sie ist bestanden; sie ist es nicht und zählt; sie ist es nicht und zählt nicht, oder ein Mensch muss nachsehen; sie wurde ausgelassen',
    audit: 'der Befehl, den eine Prüfung auf der Maschine ausführt und nach dessen Ausgabe sie urteilt',
    'hubble observe':
      'zeigt, was Cilium von den Verbindungen sah, die curl, nc und andere Werkzeuge hier vorher geöffnet haben; jede wird neu beurteilt, damit es zeigt, was die Policies von jetzt tun würden',
    'KHV…': 'die Nummer, unter der kube-hunter ablegt, was es gefunden hat',
    kubelet: 'der Agent auf jedem Node; wer ihn frei fragen darf, führt Befehle in seinen Pods aus',
    'metadata service':
      'eine Adresse, unter der eine Cloud einer Maschine sagt, wer sie ist, und ihr oft ihre Rechte leiht',
  },
}
