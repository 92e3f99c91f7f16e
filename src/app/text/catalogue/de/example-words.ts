import type { EXAMPLE_WORDS } from '../en/example-words.ts'

/** Titel und Versprechen jedes Beispiels, nach seinem Ordner. */
export const WORDS: Readonly<Record<string, readonly [title: string, promise: string]>> = {
  'a-name-is-not-a-label': [
    'Ein Name ist kein Label',
    'Ein Namespace heißt prod, ein anderer trägt das Label. Nur einer ist gemeint.',
  ],
  'a-name-not-a-place': [
    'Ein Name, kein Ort',
    'Linkerds Proxy lässt web herein, weil es beweist, wer es ist; ein Pod ohne Proxy bekommt ein 403.',
  ],
  'a-pod-without-labels': [
    'Ein Pod ohne Labels',
    'Kein Label kann ihn nennen. Ein leerer Selektor nimmt ihn trotzdem.',
  ],
  'a-tier-that-passes': [
    'Ein Tier, das weitergibt',
    'Security entscheidet zuerst und gibt manches weiter; ein Namespace kann nur über das entscheiden, was bleibt.',
  ],
  'and-not-or': [
    'Und, nicht oder',
    'Zwei Selektoren hinter einem Strich, oder hinter zweien. Ein Strich entscheidet, wer hereinkommt.',
  ],
  'anp-and-banp': [
    'ANP und BANP',
    'Zuerst Admins, dann Teams, zuletzt eine Grundlinie. Ein Knopf macht aus beiden die neuere Art.',
  ],
  'dns-goes-dark': ['DNS verstummt', 'Egress ist zu, außer zu api. Der Name von api löst sich nicht mehr auf.'],
  'everything-is-open': [
    'Alles ist offen',
    'Ohne Policy erreicht jeder Pod jeden anderen, auch über Namespaces hinweg.',
  ],
  'except-the-scanner': ['Außer dem Scanner', 'Ein Bereich mit einem Loch darin, und dasselbe noch einmal für IPv6.'],
  'in-notin-exists': ['In, NotIn, Exists', 'NotIn nimmt auch Pods, die das Label gar nicht haben.'],
  'names-of-the-outside': [
    'Namen von draußen',
    'Eine Regel nach DNS-Namen braucht eine zweite, durch die Ciliums Proxy das Nachschlagen mithört.',
  ],
  'one-policy-each-way': [
    'Eine Policy je Richtung',
    'Eine Policy dafür, wer zu api kommt, eine dafür, wohin es geht. Keine rührt an die andere.',
  ],
  'own-namespace-only': [
    'Nur der eigene Namespace',
    'In to ist ein leerer podSelector der eigene Namespace der Policy und nicht mehr.',
  ],
  'ports-by-name-and-range': [
    'Ports: Name und Bereich',
    'metrics ist 9090 bei api und 9187 bei db. endPort zählt sich selbst mit.',
  ],
  'ports-without-from': ['Ports ohne from', 'Eine Regel ohne from lässt alle zu, aber nur auf ihren Ports.'],
  'reading-is-not-writing': [
    'Lesen ist nicht Schreiben',
    'Mit einer HTTP-Regel darf web Bestellungen von api lesen, und bekommt für alles andere ein 403.',
  ],
  'same-question-both-ends': [
    'Eine Frage, beide Enden',
    'api lässt web zu, und trotzdem ist die Antwort nein. Das andere Tor ist zu.',
  ],
  'same-yaml-four-clusters': [
    'Ein YAML, vier Cluster',
    'Eine Datei, und vier Netzwerk-Plugins, die verschiedene Cluster daraus machen.',
  ],
  'shut-one-door': [
    'Eine Tür schließen',
    'Eine Policy wählt api aus und nennt keine Regel. Von da an kommt niemand herein.',
  ],
  'straight-from-kubectl': [
    'Direkt aus kubectl',
    'Ein Abzug aus einem laufenden Cluster, eingefügt mit allem, was der Server ergänzt hat.',
  ],
  'the-empty-list-trap': [
    'Die Falle der leeren Liste',
    'Vier Policies, die gleich aussehen, und was der API-Server aus jeder macht.',
  ],
  'twelve-parts': [
    'Zwölf Teile, eine Fähre',
    'Zwölf Deployments mit Services, und Policies, die jedes erreichen lassen, was es braucht.',
  ],
  'which-layer-stopped-me': [
    'Welche Schicht war das?',
    'Eine Zeitüberschreitung, ein Reset und ein 403 kommen aus drei Schichten, und ein Trace sagt, aus welcher.',
  ],
  'why-cant-web-reach-api': ['Warum erreicht web api nicht?', 'Ein Label ist falsch. Der Trace nennt die Zeile.'],
}

export const GROUPS: Readonly<Record<string, string>> = {
  'Start here': 'Hier anfangen',
  NetworkPolicy: 'NetworkPolicy',
  'Cluster-wide policy': 'Clusterweite Policies',
  'Network plugins': 'Netzwerk-Plugins',
  'Service meshes': 'Service Meshes',
  'Real clusters': 'Echte Cluster',
}

export const exampleWords: typeof EXAMPLE_WORDS = {
  title: (id, english) => WORDS[id]?.[0] ?? english,
  promise: (id, english) => WORDS[id]?.[1] ?? english,
  group: (english) => GROUPS[english] ?? english,
}
