import { code, say } from '../../sentence.ts'
import type { HELP } from '../en/help.ts'

const OHNE_NETZ = 'Der Playground braucht kein Netz mehr, sobald er im Browser aufgehoben ist. '

export const help: typeof HELP = {
  title: 'Hilfe',
  intro: say`Links schreibst du Manifeste, rechts siehst du, wer wen erreicht. Frag mit der Leiste über dem Bild, oder in einem Kommentar: ${code('# ? shop/web -> shop/api:8080')}.`,
  lessons: { before: 'Die', link: 'Lektionen', after: 'beginnen mit einem einzigen Pod.' },
  opening:
    'Zieh Dateien, Ordner oder Zip-Archive irgendwohin, öffne sie mit dem + über dem Editor, oder füg ein, was kubectl get ausgibt.',
  contents: 'Inhalt',
  begin: 'Anfang',
  sections: [
    {
      title: 'Bilder',
      parts: [
        {
          title: 'Graph und Matrix',
          text: 'Im Graph ist eine Station ein Pod oder ein Workload. Ihre linke Hälfte ist das Tor für das, was hereinkommt, ihre rechte das für das, was hinausgeht: Punkte, wo keine Policy sie auswählt, Tinte, wo eine es tut. Ein Klick hält eine Station fest und zeigt ihre Linien; die Zeile unter dem Bild sagt, was jedes Zeichen heißt. In der Matrix fragen Zeilen, und Spalten antworten; ein Klick auf eine Zelle fragt nach diesem Flow.',
        },
        {
          title: 'Weg',
          text: 'Folgt dem Paket der Frage oben, Halt für Halt, unter dem Netzwerk-Plugin, das ganz oben gewählt ist: was an jedem Halt geschieht und warum, was im Paket steht, und welcher Befehl es zeigt.',
        },
        {
          title: 'Tabelle',
          text: 'Verbindungen listet jedes Paar von Enden mit seinen Ports auf, auch Pods, die es noch nicht gibt. Sie lassen sich exportieren.',
        },
        {
          title: 'Nodes',
          text: 'Zeigt, wer unter dem gewählten CNI welche Adresse hat, was die Zahl der Pods eines Nodes begrenzt, und was geschieht, wenn mehr kommen, als Platz haben.',
        },
        {
          title: 'Architektur',
          text: 'Zeigt die Teile des Clusters und wer mit wem spricht, und folgt deinen eigenen Objekten Schritt für Schritt: einem Workload, bis sein Pod eine Adresse hat, einer Policy, bis sie durchgesetzt ist, und dem, was das Netzwerk-Plugin für einen Pod gesagt bekommt.',
        },
        {
          title: 'CNIs',
          text: 'Öffnet dasselbe YAML unter mehreren Netzwerk-Plugins, jedes in einer Spalte, und listet nur die Flows auf, die verschieden ausgehen, jeden mit seinem Grund; daneben steht, was Plugins verschieden machen, mit Quellen. „Vermutet“ heißt, dass keine Seite eines Projekts es ausdrücklich sagt.',
        },
      ],
    },
    {
      title: 'Unter dem Bild',
      parts: [
        { title: 'Policies', text: 'Sagt in Sätzen, was jede Policy tut.' },
        {
          title: 'Flows',
          text: 'Listet auf, was die letzte Änderung geöffnet und geschlossen hat. Vergleicht auch mit Dateien, einem Link oder der Arbeit, wie sie geöffnet wurde, und lässt sich exportieren.',
        },
        {
          title: 'Zusicherungen',
          text: 'Hebt auf, was du von Flows erwartest, und sagt bei jedem Tastendruck, ob es stimmt. Sie werden mit der Arbeit gesichert und geteilt; Dateien von netassert, für einen echten Cluster, werden gelesen und geschrieben. Mutate ändert die Policies Regel für Regel und listet die Änderungen auf, die keine Zusicherung bemerkt. Dieselben Prüfungen laufen im Terminal: npx reachable check.',
        },
        {
          title: 'Terminal',
          text: 'Führt curl, nc, kubectl get und describe netpol, hubble observe (unter Cilium), netassert (seine erste Version ist ./netassert), kube-bench und kube-hunter auf einem Pod, einem Node oder von draußen aus, gegen den simulierten Cluster; jedes hat auch einen Knopf. Eine unterstrichene Zeile führt zu der Stelle oder der Frage, um die es geht. kube-bench sieht sich Maschinen an: Eine Machine, aus dem + über dem Editor, sagt, welche Flags und Dateien ein Node hat, alles andere ist so, wie kubeadm es hinterlässt; „Beheben“ ändert, was eine Prüfung offen findet. Zieh den cfg-Ordner von kube-bench selbst herein, um den CIS-Benchmark laufen zu lassen; er heißt hier wie sein Ordner.',
        },
        {
          title: 'Zeit',
          text: 'Zeigt, was aus der Antwort wird, während ein Pod startet, eine Policy sich ändert, ein Rollout läuft, oder eine Adresse neu vergeben wird.',
        },
        {
          title: 'Wände',
          text: 'Öffnet sich in der Karte eines Workloads und unter einem Trace. Zeigt, was ein Pod mit seinem Node teilt, was seine Capabilities einem Dieb unter dem gewählten CNI erlauben würden, und welche Felder ihn von der nächsten Stufe der Pod Security Standards trennen.',
        },
      ],
    },
    {
      title: 'Aufheben und weitergeben',
      parts: [
        {
          title: 'Sichern',
          text: 'Neben den Ansichten. Schreibt das Bild als SVG oder PNG, das sich hier wieder öffnen lässt, oder alles als Bericht in Markdown.',
        },
        { title: 'Teilen', text: 'Gibt dir einen Link, einen QR-Code, eine Datei, oder Code zum Einbetten in Folien.' },
        {
          title: 'Verlauf',
          text: 'Ganz unten und unter den Beispielen. Hebt Stände deiner Arbeit in diesem Browser auf, sobald du mit dem Schreiben innehältst: Gib einem einen Namen, vergleiche zwei beliebige, hol einen zurück. Auch was zuerst da war, bleibt aufgehoben.',
        },
      ],
    },
    {
      title: 'Lernen und lehren',
      parts: [
        {
          title: 'Einbruchsrätsel',
          text: 'Sie haben zwei Seiten. Als Angreifer siehst du, was von deinem ersten Pod aus in Reichweite ist, stellst Verbindungen her und nimmst mit, was du findest; manches davon öffnet die nächste Tür. Als Verteidiger schreibst du Policies, bis jeder Weg unterbrochen ist und der Shop trotzdem verkauft. Alt 4 wechselt die Seite.',
        },
        {
          title: 'Eine eigene Lektion',
          text: 'Teilen, „Aus diesem Stand eine Lektion machen“. Wähl Ziele mit einem Klick in die Matrix oder einer Frage in der Leiste, schreib den Text und drei Hinweise, nimm die Lösung und die falschen Antworten aus dem Editor, und lass prüfen. Weitergeben lässt sie sich als Link, der ohne Netz geht, oder als Ordner in der Form unserer Lektionen.',
        },
        {
          title: 'Workshops',
          text: 'Auf der Seite der Lektionen: Pläne für 45 Minuten, drei Stunden und einen Tag. Wer teilnimmt, öffnet einen Code und sieht, wo der Raum gerade ist; wer spät kommt, steigt mit einem Klick ein. Wer leitet, hat eine Uhr, Notizen, und die Zwischenstände als Stationen der Vorführung. Das Handout ist für Papier, oder wird im Druckdialog des Browsers zu einem PDF.',
        },
        {
          title: 'Vorführen',
          text: 'Ganz oben. Öffnet ein Fenster für dein Publikum: groß, und ohne alles andere von dir. Stände, denen du im Verlauf einen Namen gegeben hast, sind seine Stationen, danach kommt, was auf dem Bildschirm ist; jede öffnet sich so, wie du sie vorbereitet hast. „Zweites Fenster“ öffnet noch eines, das mitgeht, auch ohne Netz. Nichts, was dort geschieht, ändert deine Arbeit.',
        },
      ],
    },
  ],
  evaluation: 'Was ausgewertet wird',
  evaluatedTitle: 'Wird ausgewertet',
  evaluated: [
    'NetworkPolicy (networking.k8s.io/v1), alles daran: beide Richtungen, Selektoren, Adressblöcke, Ports mit Namen und Bereiche von Ports.',
    'ClusterNetworkPolicy (policy.networking.k8s.io/v1alpha2 und v1beta1) mit ihren Tiers, und die älteren AdminNetworkPolicy und BaselineAdminNetworkPolicy (v1alpha1), mit Nodes, Netzen und Domainnamen.',
    'CiliumNetworkPolicy und CiliumClusterwideNetworkPolicy (cilium.io/v2), mit CIDR-Gruppen, Namen, Deny-Regeln und Regeln für HTTP, DNS, TLS und Kafka, so wie die gewählte Version von Cilium sie hat, wenn das CNI Cilium ist.',
    'NetworkPolicy, GlobalNetworkPolicy und ihre Staged-Formen von Calico (projectcalico.org/v3), mit Tiers, Selektoren, Host Endpoints (auch mit applyOnForward, preDNAT und doNotTrack) und Regeln für HTTP, wenn das CNI Calico ist.',
    'Service Meshes, die in den Dokumenten stehen: Istio (Sidecars und ambient) mit Autorisierung, mutual TLS, Tokens und Routen, und Linkerd. Was die Installation festlegt, wird aus den ConfigMaps istio und linkerd-config gelesen. Ein Mesh öffnet nie, was eine Policy des Netzwerks geschlossen hat.',
    'Das Netzwerk-Plugin: welche Adressen es vergibt, als wen es jedes Ende sieht, und welche Policies es durchsetzt. CNI Referenz heißt: jede API genau so, wie ihr eigener Text es sagt.',
    'Validierung wie beim API-Server: Was er ablehnen würde, gilt nicht, und das Bild sagt es.',
    'Namespaces, Pods, alles, was Pods startet, Services mit ihren bereiten Endpunkten, und Nodes.',
    'Ingress, und HTTPRoute mit ihrem Gateway: aufgelistet als Zugänge von draußen. Sie entscheiden nichts; Policies sehen die Pods des Controllers, oder die Entity ingress, wo Cilium selbst sie bedient: frag ingress -> shop/web:8080 und internet -> ingress:8080.',
  ],
  notEvaluatedTitle: 'Wird noch nicht ausgewertet',
  notEvaluated: [
    'WorkloadEntry und EnvoyFilter von Istio; was ein externer Autorisierer antwortet: Dort heißt die Antwort, dass es darauf ankommt.',
    'Eigene L7-Regeln und Envoy-Listener von Cilium: Dort heißt die Antwort, dass es darauf ankommt.',
    'Ob ein Programm wirklich lauscht.',
  ],
  keysTitle: 'Tasten',
  keys: {
    palette: 'Alles finden und tun: jede Aktion, jede Lektion, jedes Beispiel, jeden Pod und jede Policy',
    places: 'Zur Lektion oder den Beispielen, zum Editor, zum Cluster',
    sides: 'In einem Einbruchsrätsel: die Seite wechseln, Angreifer oder Verteidiger',
    problems: 'Nächstes, voriges Problem',
    views: 'Graph, Matrix, Tabelle, Architektur, mit dem Fokus im Cluster',
    walk: 'Weg, mit dem Fokus im Cluster; dort gehen Pfeiltasten von Halt zu Halt, Pos1 und Ende zum ersten und zum letzten, die Leertaste spielt ab',
    nodes: 'Nodes und ihre Adressen, mit dem Fokus im Cluster',
    board:
      'Tiers und ihre Policies als Tafel, mit dem Fokus im Cluster; dort verschieben am Griff einer Karte die Pfeiltasten auf und ab die Policy und schreiben ihre order',
    cnis: 'Dasselbe YAML unter mehreren CNIs, mit dem Fokus im Cluster; dort gehen Pfeiltasten von Zelle zu Zelle, die Eingabetaste nimmt dieses CNI und fragt nach dem Flow',
    assert:
      'Den Flow unter dem Fokus zusichern, oder den, nach dem gefragt ist, mit dem Fokus im Cluster; auf einer Zelle oder einer Linie tut es die rechte Maustaste',
    baseline: 'Marke setzen oder löschen, mit dem Fokus im Cluster',
    help: 'Diese Hilfe',
    leave: 'Nacheinander: den Editor verlassen',
    commands: 'Im Editor: seine eigene Liste von Befehlen',
    zoom: 'Im Graph: näher, weiter weg, alles',
    tabs: 'Das Dokument umbenennen, schließen, dessen Tab den Fokus hat',
    stages:
      'Im Fenster für ein Publikum: die Station davor, die nächste (auch Bild auf und Bild ab), alles außer dem gefragten Flow abdunkeln',
  },
  deleteKey: 'Entf',
  letters: 'Tasten mit einem Buchstaben',
  lettersAbout:
    'Buchstaben, [, ] und ? tun ohnehin nichts, während du schreibst. Wer mit dem Rechner spricht, will sie vielleicht immer aus haben.',
  offlineTitle: 'Ohne Netz',
  foot: 'Alles geschieht in diesem Browser. Nichts wird an einen Server geschickt.',
  offline: {
    ready: `${OHNE_NETZ}Er ist aufgehoben: „Offline bereit“. Eine neuere Version wird daneben geholt und übernimmt beim nächsten Start, nie mitten in einer Lektion.`,
    newer: `${OHNE_NETZ}Er ist aufgehoben: „Offline bereit“. Eine neuere Version ist schon geholt; sie übernimmt, wenn alle Fenster des Playgrounds geschlossen sind.`,
    fetching: `${OHNE_NETZ}Er wird gerade aufgehoben; „Offline bereit“ ganz oben sagt, wann es so weit ist.`,
    failed: `${OHNE_NETZ}Diesmal ließ sich nicht alles aufheben, vielleicht weil das Netz weg war oder der Browser keinen Platz hat. Lade neu, um es noch einmal zu versuchen.`,
    unavailable: `${OHNE_NETZ}Dieser Browser hebt für diese Adresse nichts auf: Sie muss mit https beginnen oder localhost sein, und nicht in einem privaten Fenster, das Speichern verbietet.`,
  },
  findings: 'Befunde',
  findingsAbout:
    'Was an einer Policy, die der API-Server annimmt, oder an einem Pod seltsam ist. Befunde halten nie etwas davon ab, zu gelten.',
  find: 'Befund suchen',
  todo: 'Was zu tun ist.',
  none: 'Kein Befund enthält diese Wörter.',
}
