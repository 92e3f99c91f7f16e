import { part } from '../part.ts'

/** The bar at the top. */
export const TOP = part('top', {
  openPlayground: 'Open in the playground',
  pages: 'Pages',
  lessons: 'Lessons',
  playground: 'Playground',
  workshop: 'Workshop',
  lessonOpen: 'Lesson: ',
  examplesOpen: 'Examples. Open: ',
  draft: 'your draft',
  edited: 'edited',
  ambient: 'Istio, ambient',
  mesh: 'Mesh',
  meshTitle:
    'Found in the documents. Its proxies are asked after the network’s policies, and open nothing that those closed.',
  policyApi: 'Policy API',
  policyApiTitle:
    'Which versions of policy.networking.k8s.io the cluster has installed. What it does not serve is not applied.',
  theme: (name: string) => `Theme: ${name}`,
  themes: { system: 'as the system', light: 'light', dark: 'dark' },
  find: 'Find or do anything',
  language: 'Language',
  help: 'Help',
  helpTitle: 'Help and shortcuts (?)',
  present: 'Present',
  presentTitle: 'A window for an audience: large, and with nothing else of yours',
  share: 'Share',
})
