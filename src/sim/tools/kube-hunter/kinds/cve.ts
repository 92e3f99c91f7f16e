import { kind } from './kind.ts'

const CVE = 'K8s CVE Hunter'

/** Flaws of releases, by the version that a server tells. */
export const CVES = {
  'cve-2018-1002105': kind(
    'KHV022',
    'Critical Privilege Escalation CVE',
    'CVE // Privilege Escalation (CVE)',
    'high',
    CVE,
    'CVE-2018-1002105: whoever may make certain requests can make any.',
  ),
  'cve-2019-1002100': kind(
    'KHV023',
    'Denial of Service to Kubernetes API Server',
    'CVE // Denial Of Service (CVE)',
    'medium',
    CVE,
    'CVE-2019-1002100: a crafted patch uses up the API server.',
  ),
  'cve-2019-9512': kind(
    'KHV024',
    'Possible Ping Flood Attack',
    'CVE // Denial Of Service (CVE)',
    'medium',
    CVE,
    'CVE-2019-9512: pings of HTTP/2 use up the API server.',
  ),
  'cve-2019-9514': kind(
    'KHV025',
    'Possible Reset Flood Attack',
    'CVE // Denial Of Service (CVE)',
    'medium',
    CVE,
    'CVE-2019-9514: resets of HTTP/2 use up the API server.',
  ),
  'cve-2019-11247': kind(
    'KHV026',
    'Arbitrary Access To Cluster Scoped Resources',
    'CVE // Privilege Escalation (CVE)',
    'high',
    CVE,
    'CVE-2019-11247: rights in a namespace reach objects of the whole cluster.',
  ),
} as const
